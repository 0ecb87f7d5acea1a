import { Manifest } from '../manifest';
import { Server } from '../server';
import { meta } from './metadata';
import { podTemplate } from './pod-template';

/** Step 7: a Deployment, or a StatefulSet whose governing Service is the server's own. */
export function workload(server: Server): Manifest[] {
  const { backend } = server;
  return 'pods' in backend ? [{
    apiVersion: 'apps/v1',
    kind: backend.kind,
    metadata: meta(server, server.name, backend),
    spec: {
      ...backend.spec,
      replicas: backend.replicas,
      selector: { matchLabels: backend.pods.selector },
      serviceName: backend.kind === 'StatefulSet' ? server.name : undefined,
      template: podTemplate(server, backend.pods),
    },
  }] : [];
}
