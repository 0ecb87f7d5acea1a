import { Yaml } from 'cdk8s';
import { ALLOWED_NAMES, Flag, Settings, USUAL_HEADERS } from './flags';

/** Common name of the certificate that k3s and RKE2 issue. */
export const COMMON_NAME = 'system:auth-proxy';

/**
 * What the k3s server sets for both. Aggregator routing is on only with an egress selector, which is the default, so
 * what the user says about it is always written. See pkg/daemons/control/server.go of https://github.com/k3s-io/k3s
 */
export const SETTINGS: Settings = { ...USUAL_HEADERS, [ALLOWED_NAMES]: [COMMON_NAME] };

/**
 * A value of ours replaces the server's own by name, and one entry for each value makes a list, whatever splits at
 * commas on the way: see pkg/util/args.go of https://github.com/k3s-io/k3s. The `+` adds to what other files say:
 * https://docs.k3s.io/installation/configuration#value-merge-behavior
 */
export function kubeApiserverArg(flags: readonly Flag[]): string {
  const entries = flags.flatMap(({ name, values }) =>
    values.length === 0 ? [`${name}=`] : values.map(value => `${name}=${value}`),
  );
  return Yaml.stringify({ 'kube-apiserver-arg+': entries });
}
