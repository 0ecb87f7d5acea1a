import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';

/** As `FrontProxy.generated()`, with keys that never change. */
export const layer = new AggregationLayer({ frontProxy: FrontProxy.fixtureForTestsOnly() });
