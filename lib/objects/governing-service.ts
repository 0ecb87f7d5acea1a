import { Manifest } from '../kubernetes/manifest';
import { PORT_NAME, securePort, selectorOf, Server } from '../model/server';
import { meta } from './metadata';

export function governingServiceName({ name }: Pick<Server, 'name'>): string {
  return `${name}-pods`;
}

/**
 * A StatefulSet needs a headless Service that gives each pod a DNS name, beside the Service that kube-apiserver calls.
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations
 */
export function governingService(server: Server): Manifest[] {
  const { targetPort: port } = server.service;
  return server.backend.kind === 'StatefulSet'
    ? [
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: meta(server, governingServiceName(server)),
          spec: {
            clusterIP: 'None',
            ports: [{ name: PORT_NAME, port, protocol: 'TCP', targetPort: securePort(server.backend, port) }],
            selector: selectorOf(server.backend),
          },
        },
      ]
    : [];
}
