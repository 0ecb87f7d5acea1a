import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';

/** A description that differs in nothing yields configurations that change nothing. */
export const layer = new AggregationLayer({ frontProxy: FrontProxy.fromDistribution() });
