// E2E_KUBECONFIG names a cluster that somebody else runs. Tests that only talk to Kubernetes run on it; those that need
// more are skipped.
import { type ClusterOptions, startCluster } from './cluster';
import { type Cluster, clusterThrough } from './kubectl';
import { isInstalled } from './prerequisites';

export const EXISTING = process.env['E2E_KUBECONFIG'];

/** That cluster, left running at the end, or one of our own. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  if (!EXISTING) return startCluster(options);
  if (!isInstalled('kubectl'))
    throw new Error(
      'E2E_KUBECONFIG: kubectl must be on the PATH to use a cluster that exists, got none; see https://kubernetes.io/docs/tasks/tools/',
    );
  const cluster = clusterThrough(['kubectl'], EXISTING, () => Promise.resolve());
  await cluster.kubectl(['get', '--raw=/readyz']);
  return cluster;
}

/** For tests that need a second node to drain, flags of kube-apiserver, or a process beside the cluster. */
export const describeOwnCluster = EXISTING ? describe.skip : describe;
