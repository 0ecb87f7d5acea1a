import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';

/** The usual case: the front proxy of the distribution, and requests that go straight to the pods. */
export const layer = new AggregationLayer({
  frontProxy: FrontProxy.fromDistribution(),
  aggregatorRouting: true,
});
