import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';
import { fixedFrontProxy } from '../../certificates';

/** A CA of one's own, from which Talos issues the client certificate. */
export const layer = new AggregationLayer({
  frontProxy: FrontProxy.fromPem(fixedFrontProxy()),
  aggregatorRouting: true,
});
