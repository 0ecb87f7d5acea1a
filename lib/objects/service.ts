import { JsonObject, Manifest } from '../kubernetes/manifest';
import { PORT_NAME, selectorOf, Server } from '../model/server';
import { overlay } from '../kubernetes/overlay';
import { meta } from './metadata';

/** The Service to which kube-apiserver sends requests. */
export function service(server: Server): Manifest[] {
  const { labels, annotations, port, targetPort, spec } = server.service;
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta(server, server.name, { labels, annotations }),
      spec: overlay({ ...target(server), ports: [{ name: PORT_NAME, port, protocol: 'TCP', targetPort }] }, spec),
    },
  ];
}

/** An ExternalName, endpoints from our EndpointSlices, or selected pods. */
function target({ backend }: Server): JsonObject {
  switch (backend.kind) {
    case 'ExternalName':
      return { type: 'ExternalName', externalName: backend.host };
    case 'Addresses':
      return {};
    default:
      return { selector: selectorOf(backend) };
  }
}
