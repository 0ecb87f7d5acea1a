import { X509Certificate } from 'node:crypto';
import { SecretFrame } from '../delivery/delivery-strategy';
import { sorted, Strings } from '../kubernetes/manifest';
import { ServingCertificate } from '../model/server';
import { validity } from '../pki/inspect';
import { TlsSubject, tlsSecretName } from './tls-strategy';

/**
 * When the certificate ends, for people and scripts that have only `kubectl`. The annotation is on the APIService and
 * on the Secret, which are applied separately: if the two differ, one of them is not the one in Git.
 */
const NOT_AFTER = 'cdk8s-extension-api-server/not-after';

/** The public part of the Secret with a serving certificate: step 6 of the documentation. */
export function servingSecretFrame(subject: TlsSubject, certificate: X509Certificate): SecretFrame {
  const { name, namespace, labels } = subject;
  const annotations = sorted({ ...subject.annotations, ...notAfterAnnotation(subject, certificate) });
  return { name: tlsSecretName(name), namespace, type: 'kubernetes.io/tls', labels, annotations };
}

/** The end of a certificate that synth can read, for the alerts and the APIServices. */
export function dates(
  subject: TlsSubject,
  certificate: X509Certificate,
): Pick<ServingCertificate, 'expiry' | 'apiServiceAnnotations'> {
  return {
    expiry: { kind: 'dates', ...validity(certificate) },
    apiServiceAnnotations: notAfterAnnotation(subject, certificate),
  };
}

function notAfterAnnotation({ annotated }: TlsSubject, certificate: X509Certificate): Strings {
  return annotated ? { [NOT_AFTER]: rfc3339(validity(certificate).notAfter) } : {};
}

/** Certificates count in whole seconds, in UTC: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 */
function rfc3339(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
