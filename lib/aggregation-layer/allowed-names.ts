import { X509Certificate } from 'node:crypto';
import { Complaint, orRefuse, refuse } from '../errors';
import { notice } from '../notices';
import { readCertificates } from '../pki/pem';
import { sharedAuthority } from '../pki/front-proxy/shared-authority';
import { short } from '../pki/certificate-checks';
import { FrontProxyIdentity } from './front-proxy-source';

/**
 * Common names that may act as the front proxy. An unsafe empty list is refused: with it, every certificate of the
 * front-proxy CA may name any user in a header. If that CA also signs client certificates, every user and node has one.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/#ca-reusage-and-conflicts
 */
export function resolveAllowedNames(
  where: string,
  given: readonly string[] | undefined,
  clientCa: string | undefined,
  identity: FrontProxyIdentity,
): readonly string[] | undefined {
  refuse(where, given && checkNames(given));
  refuse(where, checkContains(given, identity.commonName, 'the common name of the client certificate'));
  const shared = clientCa === undefined ? undefined : compare(where, clientCa, identity);
  if (given?.length === 0) {
    refuse(where, checkNobodyNamed(shared, clientCa, identity));
  } else if (shared) {
    notice(
      `${where}: the front-proxy CA also vouches for clients, ${short(shared)}: whoever gets a client certificate for one of the allowed names can pose as anyone; use a CA of its own`,
    );
  }
  return given ?? (identity.commonName === undefined ? undefined : [identity.commonName]);
}

/** Whether servers accept the certificate of a distribution that issues it to a fixed name. */
export function checkContains(
  allowed: readonly string[] | undefined,
  commonName: string | undefined,
  what: string,
): Complaint | undefined {
  return allowed === undefined || allowed.length === 0 || commonName === undefined || allowed.includes(commonName)
    ? undefined
    : { must: `allowedNames must hold ${what}, "${commonName}"`, got: allowed.join(', '), fix: `add "${commonName}"` };
}

/** kube-apiserver reads the flag as one line of CSV, and refuses empty names. */
function checkNames(names: readonly string[]): Complaint | undefined {
  const wrong = names.find(name => name.trim() !== name || name === '' || /[,"\r\n]/.test(name));
  if (wrong !== undefined) {
    return {
      must: 'allowedNames must hold common names without comma, quote or surrounding space: kube-apiserver reads a comma-separated list',
      got: wrong,
      fix: 'issue the certificate to a name such as "front-proxy-client"',
    };
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined
    ? undefined
    : { must: 'allowedNames must hold each name once', got: twice, fix: 'remove one of them' };
}

function compare(where: string, clientCa: string, { pem }: FrontProxyIdentity): X509Certificate | undefined {
  const clients = orRefuse(where, readCertificates('clientCa', clientCa));
  if (pem === undefined) {
    refuse(where, {
      must: 'clientCa must be given together with a front-proxy CA that it can be compared with',
      got: 'a front proxy known by its paths or left to the distribution',
      fix: 'use FrontProxy.fromPem(), or leave clientCa out',
    });
  }
  return sharedAuthority(orRefuse(where, readCertificates('ca', pem?.ca ?? '')), clients);
}

function checkNobodyNamed(
  shared: X509Certificate | undefined,
  clientCa: string | undefined,
  { commonName, pem }: FrontProxyIdentity,
): Complaint | undefined {
  const name = commonName === undefined ? 'name the common name of the client certificate' : `use ["${commonName}"]`;
  if (shared) {
    return {
      must: 'allowedNames must not be empty where the front-proxy CA also vouches for clients: anyone with a client certificate could pose as anyone',
      got: `${short(shared)} in clientCa`,
      fix: `${name}, or use a CA of its own`,
    };
  }
  return clientCa !== undefined && pem !== undefined
    ? undefined
    : {
        must: 'allowedNames must not be empty unless clientCa and the front-proxy CA are both given as PEM and can be compared',
        got: '[]',
        fix: name,
      };
}
