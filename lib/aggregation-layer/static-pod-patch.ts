import { Yaml } from 'cdk8s';
import { InvalidInput } from '../errors';
import { JsonObject } from '../kubernetes/manifest';
import { ResolvedLayer } from './front-proxy-source';
import { Flag, joined } from './flags';
import { kubeadmDeviation, kubeadmSetting, volumes } from './kubeadm';

/**
 * kubeadm reads the target and the kind of patch from the name:
 * https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/control-plane-flags/#patches
 */
export const STATIC_POD_PATCH_FILE = 'kube-apiserver-aggregation+json.yaml';

/** Flags whose last value is used. The other flags are lists, and each occurrence appends to them. */
const SINGLE = [
  'requestheader-client-ca-file',
  'proxy-client-cert-file',
  'proxy-client-key-file',
  'enable-aggregator-routing',
];

/**
 * A JSON patch, because a strategic merge patch would replace the whole command line. Flags are appended after those of
 * kubeadm.
 */
export function staticPodPatch(where: string, layer: ResolvedLayer): string {
  const flags = kubeadmDeviation(where, layer).map(flag => addition(where, flag));
  return Yaml.stringify([
    ...flags.map(flag => add('/spec/containers/0/command/-', `--${flag.name}=${joined(flag)}`)),
    ...volumes(layer).flatMap(({ name, folder }) => [
      add('/spec/volumes/-', { name, hostPath: { path: folder, type: 'Directory' } }),
      add('/spec/containers/0/volumeMounts/-', { name, mountPath: folder, readOnly: true }),
    ]),
  ]);
}

function add(path: string, value: string | JsonObject): JsonObject {
  return { op: 'add', path, value };
}

/** The values to append to kubeadm's list. */
function addition(where: string, flag: Flag): Flag {
  if (SINGLE.includes(flag.name)) {
    return flag;
  }
  const own = kubeadmSetting(flag.name) ?? [];
  if (own.some((value, at) => flag.values[at] !== value)) {
    throw new InvalidInput(where, {
      must: `the values of --${flag.name} must begin with ${own.join(', ')}: a patch can add to kubeadm's own and not take from them`,
      got: flag.values.join(', ') || undefined,
      fix: 'use kubeadm(), whose extraArgs replace the flag',
    });
  }
  return { name: flag.name, values: flag.values.slice(own.length) };
}
