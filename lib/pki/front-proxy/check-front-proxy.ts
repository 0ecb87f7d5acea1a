import { Complaint } from '../../errors';
import { ANY_USAGE, CLIENT_AUTH, commonName, inspect } from '../inspect';
import { LONGEST_COMMON_NAME } from '../mint';
import {
  checkChain,
  checkDates,
  checkKey,
  checkOrder,
  checkRoots,
  checkStrength,
  CertificateChain,
  short,
} from '../certificate-checks';

/**
 * Whether an extension API server will accept this certificate as kube-apiserver's. It verifies the chain for client
 * authentication and then compares the common name, so the certificate must have one; it needs no SAN.
 * https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/authentication/request/x509/x509.go#L230
 */
export function checkFrontProxy({ chain, roots, privateKey }: CertificateChain, now: Date): Complaint | undefined {
  const [leaf] = chain;
  if (!leaf) {
    return {
      must: 'certificate must hold a certificate',
      got: 'none',
      fix: 'pass the PEM text of the client certificate',
    };
  }
  const disorder = checkOrder(chain, 'client');
  if (disorder) {
    return disorder;
  }
  const facts = inspect(leaf);
  const usage = facts.extendedKeyUsage;
  if (usage && !usage.includes(CLIENT_AUTH) && !usage.includes(ANY_USAGE)) {
    return {
      must: 'certificate must allow client authentication in its extended key usage',
      got: usage.join(', '),
      fix: 'issue it with extendedKeyUsage = clientAuth',
    };
  }
  if (commonName(leaf) === '') {
    return {
      must: 'certificate must have a common name: extension API servers compare it with the allowed names',
      got: `${short(leaf)} without one`,
      fix: 'issue it with a subject such as CN=front-proxy-client',
    };
  }
  return (
    checkStrength('certificate', facts) ??
    checkDates('certificate', facts, now) ??
    checkKey(leaf, privateKey) ??
    checkRoots(roots, now, leaf) ??
    checkChain({ chain, roots, privateKey }, now)
  );
}

/** Whether a certificate can be issued to this name. */
export function checkCommonName(name: string): Complaint | undefined {
  return name.trim() !== '' && name.length <= LONGEST_COMMON_NAME && /^[\x20-\x7e]+$/.test(name)
    ? undefined
    : {
        must: `commonName must be 1 to ${LONGEST_COMMON_NAME} printable ASCII characters`,
        got: name,
        fix: 'use "front-proxy-client"',
      };
}
