import { Complaint, orRefuse, refuse } from '../../errors';
import { isSubdomain } from '../../kubernetes/names';
import { PodCertificate } from '../../model/server';
import { checkRoots } from '../../pki/certificate-checks';
import { systemClock } from '../../pki/clock';
import { readCertificates } from '../../pki/pem';
import { Certified, nothingToDo, TlsStrategy, TlsSubject, trusted } from '../tls-strategy';

export interface PodCertificateTls extends PodCertificate {
  readonly caBundle: string;
}

/** https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/certificates/types.go */
const SHORTEST = 3600;
const LONGEST = 7862400;

/**
 * The kubelet makes the key, has it signed and rotates both: there is no Secret, and nobody else sees the key.
 * https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#pod-certificate-requests
 */
export function podCertificateTls({ caBundle, ...request }: PodCertificateTls): TlsStrategy {
  return {
    certify: ({ path, hasPods }: TlsSubject): Certified => {
      refuse(path, checkPods(hasPods) ?? checkSignerName(request.signerName) ?? checkRequest(request));
      refuse(
        path,
        checkRoots(orRefuse(path, readCertificates('caBundle', caBundle)), systemClock.now(), undefined, 'caBundle'),
      );
      return {
        certificate: { ...trusted(undefined, caBundle), podCertificate: request },
        secret: undefined,
        beforeRender: nothingToDo,
      };
    },
  };
}

function checkPods(hasPods: boolean): Complaint | undefined {
  return hasPods
    ? undefined
    : {
        must: 'Tls.podCertificate() must have pods: a kubelet requests the certificate for a pod',
        got: 'a backend outside the cluster',
        fix: 'use Tls.generated() or Tls.fromFiles()',
      };
}

/** https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/names.go */
function checkSignerName(signerName: string): Complaint | undefined {
  const [domain = '', name = '', ...rest] = signerName.split('/');
  if (!isSubdomain(domain) || !domain.includes('.') || !isSubdomain(name) || rest.length > 0) {
    return {
      must: 'signerName must be a domain of two or more parts, a slash and a name',
      got: signerName,
      fix: 'use the name that the signer in your cluster answers to, such as "example.com/serving"',
    };
  }
  return domain === 'kubernetes.io' || domain.endsWith('.kubernetes.io')
    ? {
        must: 'signerName must be a signer of serving certificates: Kubernetes has none for pods',
        got: signerName,
        fix: 'install a signer, and use its name, such as "example.com/serving"',
      }
    : undefined;
}

function checkRequest({ maxExpirationSeconds, userAnnotations }: PodCertificate): Complaint | undefined {
  if (!Number.isInteger(maxExpirationSeconds) || maxExpirationSeconds < SHORTEST || maxExpirationSeconds > LONGEST) {
    return {
      must: `maxExpirationSeconds must be a whole number from ${SHORTEST} (an hour) to ${LONGEST} (91 days)`,
      got: maxExpirationSeconds,
      fix: 'leave it out for a day',
    };
  }
  const bare = Object.keys(userAnnotations).find(key => {
    const [domain = '', name = '', ...rest] = key.split('/');
    return !isSubdomain(domain.toLowerCase()) || !/^\w([-\w.]{0,61}\w)?$/.test(name) || rest.length > 0;
  });
  return bare === undefined
    ? undefined
    : {
        must: 'userAnnotations must have keys of a domain, a slash and a name',
        got: bare,
        fix: 'use a key that the signer documents, such as "example.com/tier"',
      };
}
