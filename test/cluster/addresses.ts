// The addresses of a cluster. Their second number differs for each cluster, so that a log line identifies its cluster.

export interface Addresses {
  /** The control plane, the first node, and processes that a test starts beside the cluster. */
  readonly host: string;
  readonly nodes: readonly string[];
  readonly hostNetwork: string;
  readonly pods: string;
  readonly podGateway: string;
  /** Addresses of a node's pods. All nodes share one bridge, hence one network. */
  readonly podRange: (node: number) => { readonly start: string; readonly end: string };
  readonly services: string;
  /** The `kubernetes` Service: kube-apiserver takes the first address of the range. */
  readonly kubernetesService: string;
  readonly apiserver: string;
}

export const APISERVER_PORT = 6443;
export const FIRST = 77;
export const MOST_CLUSTERS = 32;

export function addressesOf(slot: number): Addresses {
  const own = `10.${FIRST + slot}`;
  return {
    host: `${own}.0.1`,
    nodes: [`${own}.0.1`, `${own}.0.2`],
    hostNetwork: `${own}.0.0/24`,
    services: `${own}.64.0/18`,
    kubernetesService: `${own}.64.1`,
    pods: `${own}.128.0/17`,
    podGateway: `${own}.128.1`,
    podRange: node => ({ start: `${own}.${129 + node}.1`, end: `${own}.${129 + node}.254` }),
    apiserver: `https://${own}.0.1:${APISERVER_PORT}`,
  };
}
