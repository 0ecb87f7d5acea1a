import { JsonObject, Manifest } from '../kubernetes/manifest';
import { PORT_NAME, securePort, selectorOf, Server } from '../model/server';
import { overlay } from '../kubernetes/overlay';
import { meta } from './metadata';

/** The Service to which kube-apiserver sends requests. */
export function service(server: Server): Manifest[] {
  const { labels, annotations, port, targetPort, appProtocol, spec } = server.service;
  const https = {
    name: PORT_NAME,
    port,
    protocol: 'TCP',
    appProtocol: appProtocol ? 'https' : undefined,
    targetPort: securePort(server.backend, targetPort),
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta(server, server.name, { labels, annotations }),
      spec: overlay({ ...target(server), ports: [https] }, spec),
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
