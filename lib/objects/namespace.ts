import { Manifest } from '../kubernetes/manifest';
import { Server } from '../model/server';

/** Step 3. Several servers may share it, so no server's name is in it. */
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
