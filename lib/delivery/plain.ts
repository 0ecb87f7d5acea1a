import { Manifest, sorted } from '../kubernetes/manifest';
import { PlainDelivery, SecretContent } from './delivery-strategy';

/** A Secret as it is: whoever reads the file has the key. */
export function plain(file: PlainDelivery['file']): PlainDelivery {
  return { kind: 'plain', manifest: plainSecret, file };
}

function plainSecret({ name, namespace, type, data, labels, annotations }: SecretContent): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels, annotations },
    type,
    // `data`, not `stringData`: the latter never comes back from kube-apiserver, so GitOps tools would show a
    // difference for ever.
    data: sorted(
      Object.fromEntries(
        Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'utf8').toString('base64')]),
      ),
    ),
  };
}
