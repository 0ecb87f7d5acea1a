import { DeliveryStrategy } from '../delivery/contract';
import { Secret } from '../server';
import { Subject, tlsSecretName } from './contract';

/** PEM text. */
interface Pair {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Step 6 of the documentation: the Secret with the pair, on the way that was chosen for it. */
export function servingSecret({ name, namespace, labels, annotations }: Subject, { certificate, privateKey }: Pair, delivery: DeliveryStrategy): Secret {
  const data = { 'tls.crt': certificate, 'tls.key': privateKey };
  return {
    role: 'certificate',
    manifest: delivery.manifest({ name: tlsSecretName(name), namespace, type: 'kubernetes.io/tls', labels, annotations, data }),
    ownFile: delivery.ownFile,
  };
}
