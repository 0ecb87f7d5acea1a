import { DeliveryStrategy, SecretContent } from '../delivery/contract';
import { sorted } from '../manifest';
import { Secret } from '../server';
import { Subject, tlsSecretName } from './contract';
import { notAfterAnnotation } from './not-after';

/** PEM text. */
export interface Pair {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Step 6 of the documentation: the Secret with the pair, on the way that was chosen for it. */
export function servingSecret(subject: Subject, { certificate, privateKey }: Pair, delivery: DeliveryStrategy): Secret {
  const { name, namespace, labels } = subject;
  const annotations = sorted({ ...subject.annotations, ...notAfterAnnotation(subject, certificate) });
  const content: SecretContent = { name: tlsSecretName(name), namespace, type: 'kubernetes.io/tls', labels, annotations, data: { 'tls.crt': certificate, 'tls.key': privateKey } };
  if (delivery.kind !== 'plain') {
    throw new Error(`no such delivery yet: ${delivery.kind}`);
  }
  return { role: 'certificate', manifest: delivery.manifest(content), ownFile: delivery.ownFile };
}
