import { FrontProxySource, nothingToPublish } from './front-proxy-source';

/** kubeadm, kind, k3s, RKE2 and Talos each make a front-proxy CA and renew its certificate themselves. */
export function fromDistribution(): FrontProxySource {
  return { identify: () => ({ paths: undefined, commonName: undefined, pem: undefined, publish: nothingToPublish }) };
}
