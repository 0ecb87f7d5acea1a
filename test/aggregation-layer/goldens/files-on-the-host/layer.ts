import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';

/** A front proxy that somebody else issued and put on every control-plane host. */
export const layer = new AggregationLayer({
  frontProxy: FrontProxy.fromHost({
    caFile: '/etc/aggregator/tls/ca.crt',
    certificateFile: '/etc/aggregator/tls/proxy.crt',
    privateKeyFile: '/etc/aggregator/tls/proxy.key',
    commonName: 'aggregator',
  }),
  aggregatorRouting: true,
});
