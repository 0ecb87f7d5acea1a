import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';

/**
 * The key lies apart from the certificates, some of which are where kubeadm has its own; allowed names change over from
 * one to the other.
 */
export const layer = new AggregationLayer({
  frontProxy: FrontProxy.fromHost({
    caFile: '/etc/kubernetes/pki/front-proxy-ca.crt',
    certificateFile: '/srv/front-proxy/certificates/client.crt',
    privateKeyFile: '/srv/front-proxy/keys/client.key',
    commonName: 'aggregator',
  }),
  allowedNames: ['front-proxy-client', 'aggregator'],
});
