import { Manifest, sorted } from '../kubernetes/manifest';
import { PlainDelivery, SecretContent } from './delivery-strategy';

/** Options of `Delivery.plain()`. */
export interface DeliveryPlainOptions {
  /**
   * Write the Secret into the same file as all other objects if the app's output type gives it no file of its own
   * (`YamlOutputType.FILE_PER_APP`). Anyone who can read that file then has the private key.
   *
   * @default false - synth refuses, so that a key does not slip into Git
   */
  readonly dangerouslyShareFile?: boolean;
}

/** A Secret in plaintext: someone who can read the file has the key. */
export function plain({ dangerouslyShareFile = false }: DeliveryPlainOptions): PlainDelivery {
  return { kind: 'plain', manifest: plainSecret, file: dangerouslyShareFile ? 'chart' : 'secret' };
}

function plainSecret({ name, namespace, type, data, labels, annotations }: SecretContent): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels, annotations },
    type,
    // kube-apiserver never returns `stringData`, so GitOps tools would always show a difference.
    data: sorted(
      Object.fromEntries(
        Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'utf8').toString('base64')]),
      ),
    ),
  };
}
