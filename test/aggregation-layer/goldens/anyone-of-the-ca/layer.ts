import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';
import { fixedClientCa, fixedFrontProxy } from '../../certificates';

/** No names: whoever the front-proxy CA vouches for. The clients' CA proves to be another. */
export const layer = new AggregationLayer({
  frontProxy: FrontProxy.fromPem(fixedFrontProxy()),
  allowedNames: [],
  clientCa: fixedClientCa(),
});
