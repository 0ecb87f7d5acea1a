import { posix } from 'node:path';
import { Yaml } from 'cdk8s';
import { InvalidInput } from '../errors';
import { JsonObject } from '../kubernetes/manifest';
import { ResolvedLayer } from './front-proxy-source';
import { folders, isWithin } from './host-paths';
import { apiServer, asMap, CERTIFICATES, kubeadmDeviation } from './kubeadm';

/** Options of `AggregationLayer.kind()`. */
export interface KindOptions {
  /**
   * Folder on the machine that runs kind with the front proxy's files under the names that they have in the node; kind
   * mounts it there. A relative path starts at the working directory of kind. Not for `FrontProxy.fromDistribution()`,
   * which needs none.
   *
   * @default - required where the front proxy has files
   */
  readonly hostDirectory?: string;
}

/**
 * kind runs kubeadm in its nodes, with v1beta3 or v1beta4 by the version of Kubernetes. A patch without apiVersion and
 * with a map serves both: https://github.com/kubernetes-sigs/kind/blob/v0.33.0/pkg/internal/patch/
 */
export function kind(where: string, layer: ResolvedLayer, { hostDirectory }: KindOptions): string {
  const patch = apiServer(asMap(kubeadmDeviation(where, layer)), layer);
  return Yaml.stringify({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    ...nodes(where, layer, hostDirectory),
    ...(Object.keys(patch).length > 0 && {
      kubeadmConfigPatches: [Yaml.stringify({ kind: 'ClusterConfiguration', ...patch })],
    }),
  });
}

/**
 * Mounts the files from the machine into the node, which is a container. kubeadm mounts them from there into the static
 * pod.
 */
function nodes(where: string, { paths }: ResolvedLayer, hostDirectory: string | undefined): JsonObject {
  if (paths === undefined) {
    if (hostDirectory !== undefined) {
      throw new InvalidInput(where, {
        must: 'hostDirectory must be left out where the front proxy is made in the node',
        got: hostDirectory,
        fix: 'remove it, or use FrontProxy.generated(), .fromPem() or .fromHost()',
      });
    }
    return {};
  }
  const [folder = '', ...more] = folders(paths, []);
  if (more.length > 0) {
    throw new InvalidInput(where, {
      must: 'the files of the front proxy must lie in one folder',
      got: [folder, ...more].join(', '),
      fix: 'put them side by side',
    });
  }
  if (isWithin(folder, CERTIFICATES) || isWithin(CERTIFICATES, folder)) {
    throw new InvalidInput(where, {
      must: `the files of the front proxy must lie apart from ${CERTIFICATES}, where kubeadm writes`,
      got: folder,
      fix: `use ${posix.join(posix.dirname(CERTIFICATES), 'front-proxy')}`,
    });
  }
  if (hostDirectory === undefined || hostDirectory.trim() === '') {
    throw new InvalidInput(where, {
      must: "hostDirectory must name the folder with the front proxy's files on the machine that runs kind",
      got: hostDirectory,
      fix: 'set hostDirectory, for example to "./front-proxy"',
    });
  }
  return {
    nodes: [
      { role: 'control-plane', extraMounts: [{ hostPath: hostDirectory, containerPath: folder, readOnly: true }] },
    ],
  };
}
