import { Manifest } from '../kubernetes/manifest';
import { PORT_NAME, selectorOf, Server } from '../model/server';
import { meta } from './metadata';

export function governingServiceName({ name }: Pick<Server, 'name'>): string {
  return `${name}-pods`;
}

/**
 * A StatefulSet needs a headless Service that gives each pod a DNS name, beside the Service that kube-apiserver calls.
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations
 */
export function governingService(server: Server): Manifest[] {
  const { targetPort } = server.service;
  return server.backend.kind === 'StatefulSet'
    ? [
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: meta(server, governingServiceName(server)),
          spec: {
            clusterIP: 'None',
            ports: [{ name: PORT_NAME, port: targetPort, protocol: 'TCP', targetPort }],
            selector: selectorOf(server.backend),
          },
        },
      ]
    : [];
}
