import { Yaml } from 'cdk8s';
import { refuse } from '../errors';
import { Json, JsonObject } from '../kubernetes/manifest';
import { checkContains } from './allowed-names';
import { ResolvedLayer } from './front-proxy-source';
import { ALLOWED_NAMES, deviation, FILE_FLAGS, Flag, joined, ROUTING_OFF, Settings, USUAL_HEADERS } from './flags';
import { folders } from './host-paths';

/** Versions of kubeadm's configuration. */
export enum KubeadmApiVersion {
  /** kubeadm 1.22 and later, deprecated since 1.31. `extraArgs` is a map. */
  V1BETA3 = 'v1beta3',
  /** kubeadm 1.31 and later. `extraArgs` is a list of names and values. */
  V1BETA4 = 'v1beta4',
}

/** Options of `AggregationLayer.kubeadm()`. */
export interface KubeadmOptions {
  /**
   * Version of the configuration.
   *
   * @default KubeadmApiVersion.V1BETA4
   */
  readonly apiVersion?: KubeadmApiVersion;
}

/** kubeadm's `certificatesDir`, which kubeadm mounts into kube-apiserver. */
export const CERTIFICATES = '/etc/kubernetes/pki';
const COMMON_NAME = 'front-proxy-client';

/**
 * Defaults of kubeadm:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.2/cmd/kubeadm/app/phases/controlplane/manifests.go#L204
 */
const SETTINGS: Settings = {
  ...USUAL_HEADERS,
  ...ROUTING_OFF,
  [FILE_FLAGS.ca]: [`${CERTIFICATES}/front-proxy-ca.crt`],
  [FILE_FLAGS.certificate]: [`${CERTIFICATES}/front-proxy-client.crt`],
  [FILE_FLAGS.privateKey]: [`${CERTIFICATES}/front-proxy-client.key`],
  [ALLOWED_NAMES]: [COMMON_NAME],
};

export function kubeadm(where: string, layer: ResolvedLayer, version: KubeadmApiVersion): string {
  const flags = kubeadmDeviation(where, layer);
  const extraArgs =
    version === KubeadmApiVersion.V1BETA3
      ? asMap(flags)
      : flags.map(flag => ({ name: flag.name, value: joined(flag) }));
  return Yaml.stringify({
    apiVersion: `kubeadm.k8s.io/${version}`,
    kind: 'ClusterConfiguration',
    ...apiServer(extraArgs, layer),
  });
}

/** Settings that differ from kubeadm's defaults, for its static pod and for kind. */
export function kubeadmDeviation(where: string, layer: ResolvedLayer): Flag[] {
  if (layer.paths === undefined) {
    refuse(where, checkContains(layer.allowedNames, COMMON_NAME, "the common name of kubeadm's certificate"));
  }
  return deviation(layer, SETTINGS);
}

export function kubeadmSetting(flag: string): readonly string[] | undefined {
  return SETTINGS[flag];
}

export function asMap(flags: readonly Flag[]): JsonObject {
  return Object.fromEntries(flags.map(flag => [flag.name, joined(flag)]));
}

export function apiServer(extraArgs: JsonObject | readonly Json[], layer: ResolvedLayer): JsonObject {
  const extraVolumes = volumes(layer);
  return Object.keys(extraArgs).length + extraVolumes.length === 0
    ? {}
    : {
        apiServer: {
          ...(Object.keys(extraArgs).length > 0 && { extraArgs }),
          ...(extraVolumes.length > 0 && {
            extraVolumes: extraVolumes.map(({ name, folder }) => ({
              name,
              hostPath: folder,
              mountPath: folder,
              readOnly: true,
              pathType: 'Directory',
            })),
          }),
        },
      };
}

/**
 * Mounts for folders that kubeadm does not mount:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.2/cmd/kubeadm/app/phases/controlplane/volumes.go#L46
 */
export function volumes({ paths }: ResolvedLayer): { readonly name: string; readonly folder: string }[] {
  return folders(paths, [CERTIFICATES, '/etc/ssl/certs']).map((folder, at) => ({
    name: at === 0 ? 'front-proxy' : `front-proxy-${at + 1}`,
    folder,
  }));
}
