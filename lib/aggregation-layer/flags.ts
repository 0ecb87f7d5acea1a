import { InvalidInput } from '../errors';
import { ResolvedLayer } from './front-proxy-source';
import { SENT } from './header-names';

/** A flag of kube-apiserver, without its dashes. Lists stay lists: distributions write them differently. */
export interface Flag {
  readonly name: string;
  readonly values: readonly string[];
}

/** Default values of kube-apiserver's flags. */
export interface Settings {
  readonly [flag: string]: readonly string[];
}

/** Flags that hold paths. */
export const FILE_FLAGS = {
  ca: 'requestheader-client-ca-file',
  certificate: 'proxy-client-cert-file',
  privateKey: 'proxy-client-key-file',
};
export const ALLOWED_NAMES = 'requestheader-allowed-names';
export const ROUTING = 'enable-aggregator-routing';

/** The headers that kubeadm, k3s, RKE2 and Talos set alike. */
export const USUAL_HEADERS: Settings = {
  'requestheader-extra-headers-prefix': [SENT.extra],
  'requestheader-group-headers': [SENT.group],
  'requestheader-username-headers': [SENT.username],
};

/** kube-apiserver's own default, for distributions that do not mention it. */
export const ROUTING_OFF: Settings = { [ROUTING]: ['false'] };

/**
 * In the order of
 * https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/#enable-kubernetes-apiserver-flags
 */
function describe({
  paths,
  allowedNames,
  extraHeaderPrefixes,
  groupHeaders,
  usernameHeaders,
  aggregatorRouting,
}: ResolvedLayer): Flag[] {
  return [
    ...(paths === undefined ? [] : [{ name: FILE_FLAGS.ca, values: [paths.ca] }]),
    ...(allowedNames === undefined ? [] : [{ name: ALLOWED_NAMES, values: allowedNames }]),
    { name: 'requestheader-extra-headers-prefix', values: extraHeaderPrefixes },
    { name: 'requestheader-group-headers', values: groupHeaders },
    { name: 'requestheader-username-headers', values: usernameHeaders },
    ...(paths === undefined
      ? []
      : [
          { name: FILE_FLAGS.certificate, values: [paths.certificate] },
          { name: FILE_FLAGS.privateKey, values: [paths.privateKey] },
        ]),
    ...(aggregatorRouting === undefined ? [] : [{ name: ROUTING, values: [String(aggregatorRouting)] }]),
  ];
}

/** The flags that differ from what is there anyway: repeating the rest would hide the difference and freeze it. */
export function deviation(layer: ResolvedLayer, settings: Settings): Flag[] {
  return describe(layer).filter(({ name, values }) => !same(settings[name], values));
}

/** One value for one flag, as kube-apiserver reads it. */
export function joined({ values }: Flag): string {
  return values.join(',');
}

/** The whole, for a kube-apiserver that nobody else configures. */
export function plainFlags(where: string, layer: ResolvedLayer): string[] {
  if (layer.paths === undefined) {
    throw new InvalidInput(where, {
      must: 'frontProxy must have files',
      got: 'FrontProxy.fromDistribution()',
      fix: 'use FrontProxy.generated(), .fromPem() or .fromHost()',
    });
  }
  return deviation(layer, ROUTING_OFF).map(flag => `--${flag.name}=${joined(flag)}`);
}

function same(one: readonly string[] | undefined, other: readonly string[]): boolean {
  return one !== undefined && one.length === other.length && one.every((value, at) => value === other[at]);
}
