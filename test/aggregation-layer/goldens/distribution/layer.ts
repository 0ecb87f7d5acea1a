import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';

/** What most people need: the distribution's own front proxy, and requests that go straight to the pods. */
export const layer = new AggregationLayer({
  frontProxy: FrontProxy.fromDistribution(),
  aggregatorRouting: true,
});
