import { Yaml } from 'cdk8s';
import { ALLOWED_NAMES, Flag, Settings, USUAL_HEADERS } from './flags';

/** Common name of the certificate that k3s and RKE2 issue. */
export const COMMON_NAME = 'system:auth-proxy';

/**
 * Defaults of the k3s server, for k3s and RKE2. Aggregator routing depends on the egress selector, so the user's choice
 * is always written. See pkg/daemons/control/server.go of https://github.com/k3s-io/k3s
 */
export const SETTINGS: Settings = { ...USUAL_HEADERS, [ALLOWED_NAMES]: [COMMON_NAME] };

/**
 * An argument replaces the server's own of the same name. A list has one entry for each value, so commas do not split
 * it: see pkg/util/args.go of https://github.com/k3s-io/k3s. The `+` appends to the arguments of other files:
 * https://docs.k3s.io/installation/configuration#value-merge-behavior
 */
export function kubeApiserverArg(flags: readonly Flag[]): string {
  const entries = flags.flatMap(({ name, values }) =>
    values.length === 0 ? [`${name}=`] : values.map(value => `${name}=${value}`),
  );
  return Yaml.stringify({ 'kube-apiserver-arg+': entries });
}
