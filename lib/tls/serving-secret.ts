import { X509Certificate } from 'node:crypto';
import { SecretFrame } from '../delivery/delivery-strategy';
import { sorted } from '../kubernetes/manifest';
import { TlsSubject, tlsSecretName } from './tls-strategy';
import { notAfterAnnotation } from './not-after';

/** Step 6 of the documentation: what everybody may read of the Secret with a serving certificate. */
export function servingSecretFrame(subject: TlsSubject, certificate: X509Certificate): SecretFrame {
  const { name, namespace, labels } = subject;
  const annotations = sorted({ ...subject.annotations, ...notAfterAnnotation(subject, certificate) });
  return { name: tlsSecretName(name), namespace, type: 'kubernetes.io/tls', labels, annotations };
}
