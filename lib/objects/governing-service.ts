import { Manifest } from '../kubernetes/manifest';
import { PORT_NAME, selectorOf, Server } from '../model/server';
import { meta } from './metadata';

export function governingServiceName({ name }: Pick<Server, 'name'>): string {
  return `${name}-pods`;
}

/**
 * A StatefulSet needs a Service without an address, to give each pod a DNS name, beside the one that kube-apiserver
 * calls. https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations
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
