import { Manifest } from '../kubernetes/manifest';
import { Server } from '../model/server';

/** Step 3 of the documentation. Several servers may live in it, so it bears no server's name. */
export function namespace({ namespace: name, namespaceObject }: Server): Manifest[] {
  return namespaceObject
    ? [
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name, labels: namespaceObject.labels, annotations: namespaceObject.annotations },
        },
      ]
    : [];
}
