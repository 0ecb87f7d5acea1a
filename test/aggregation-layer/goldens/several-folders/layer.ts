import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';

/**
 * The key lies apart from the certificates, some of which are where kubeadm has its own; allowed names change over from
 * one to the other.
 */
export const layer = new AggregationLayer({
  frontProxy: FrontProxy.onHost({
    ca: '/etc/kubernetes/pki/front-proxy-ca.crt',
    certificate: '/srv/front-proxy/certificates/client.crt',
    privateKey: '/srv/front-proxy/keys/client.key',
    commonName: 'aggregator',
  }),
  allowedNames: ['front-proxy-client', 'aggregator'],
});
