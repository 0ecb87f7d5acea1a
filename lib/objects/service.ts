import { JsonObject, Manifest, unlessEmpty } from '../manifest';
import { selectorOf, Server } from '../server';
import { overlay } from '../shape';
import { meta } from './metadata';

/** An EndpointSlice's port finds the Service's by this name: https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/util/proxy/proxy.go */
export const PORT_NAME = 'https';

/** Where kube-apiserver sends requests for the APIs. */
export function service(server: Server): Manifest[] {
  const { labels, annotations, port, targetPort, spec } = server.service;
  return [{
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta(server, server.name, { labels, annotations }),
    spec: overlay({ ...target(server), ports: [{ name: PORT_NAME, port, protocol: 'TCP', targetPort }] }, spec),
  }];
}

/** Selected pods, a name outside, or endpoints that we name ourselves. */
function target({ backend }: Server): JsonObject {
  return backend.kind === 'ExternalName' ? { type: 'ExternalName', externalName: backend.host } : { selector: unlessEmpty(selectorOf(backend)) };
}
