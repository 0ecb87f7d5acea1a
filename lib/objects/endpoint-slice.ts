import { isIPv6 } from 'node:net';
import { Manifest } from '../kubernetes/manifest';
import { PORT_NAME, Server } from '../model/server';
import { meta } from './metadata';

/** Endpoints of a Service without a selector. Kubernetes requires one slice for each address family. */
export function endpointSlices(server: Server): Manifest[] {
  const { backend } = server;
  if (backend.kind !== 'Addresses') {
    return [];
  }
  const families = [
    { addressType: 'IPv4', addresses: backend.addresses.filter(address => !isIPv6(address)) },
    { addressType: 'IPv6', addresses: backend.addresses.filter(isIPv6) },
  ];
  return families
    .filter(({ addresses }) => addresses.length > 0)
    .map(({ addressType, addresses }) => ({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: meta(server, `${server.name}-${addressType.toLowerCase()}`, {
        labels: {
          'kubernetes.io/service-name': server.name,
          // Marks the slice as not managed by a controller of Kubernetes:
          // https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#management
          'endpointslice.kubernetes.io/managed-by': 'cdk8s-extension-api-server',
        },
      }),
      addressType,
      endpoints: addresses.map(address => ({ addresses: [address], conditions: { ready: true } })),
      ports: [{ name: PORT_NAME, port: server.service.targetPort, protocol: 'TCP' }],
    }));
}
