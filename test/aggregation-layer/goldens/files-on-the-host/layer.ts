import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';

/** A front proxy that somebody else issued and put on every control-plane host. */
export const layer = new AggregationLayer({
  frontProxy: FrontProxy.onHost({
    ca: '/etc/aggregator/tls/ca.crt',
    certificate: '/etc/aggregator/tls/proxy.crt',
    privateKey: '/etc/aggregator/tls/proxy.key',
    commonName: 'aggregator',
  }),
  aggregatorRouting: true,
});
