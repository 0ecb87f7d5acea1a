import { refuse } from '../errors';
import { AggregationLayerProps } from './aggregation-layer-props';
import { resolveAllowedNames } from './allowed-names';
import { ResolvedLayer } from './front-proxy-source';
import { checkHeaderNames, SENT } from './header-names';

/** Decides the defaults. Generated keys are written last, after all checks have passed. */
export function resolveLayer(where: string, props: AggregationLayerProps): ResolvedLayer {
  const headers = {
    usernameHeaders: props.usernameHeaders ?? [SENT.username],
    groupHeaders: props.groupHeaders ?? [SENT.group],
    extraHeaderPrefixes: props.extraHeaderPrefixes ?? [SENT.extra],
  };
  refuse(where, checkHeaderNames(headers));
  const identity = props.frontProxy._source.identify(where);
  const allowedNames = resolveAllowedNames(where, props.allowedNames, props.clientCa, identity);
  identity.publish();
  return {
    ...headers,
    paths: identity.paths,
    pem: identity.pem,
    allowedNames,
    aggregatorRouting: props.aggregatorRouting,
  };
}
