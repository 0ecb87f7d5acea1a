import { Manifest } from '../kubernetes/manifest';
import { Server } from '../model/server';
import { governingServiceName } from './governing-service';
import { meta } from './metadata';
import { podTemplate } from './pod-template';

/** Step 7: a Deployment, or a StatefulSet with a governing Service. */
export function workload(server: Server): Manifest[] {
  const { backend } = server;
  return 'pods' in backend
    ? [
        {
          apiVersion: 'apps/v1',
          kind: backend.kind,
          metadata: meta(server, server.name, backend),
          spec: {
            ...backend.spec,
            replicas: backend.replicas,
            selector: { matchLabels: backend.pods.selector },
            serviceName: backend.kind === 'StatefulSet' ? governingServiceName(server) : undefined,
            template: podTemplate(server, backend.pods),
          },
        },
      ]
    : [];
}
