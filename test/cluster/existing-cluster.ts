// E2E_KUBECONFIG names an existing cluster. Tests that only use the Kubernetes API run on it; the others are skipped.
import { type Cluster, clusterThrough } from './kubectl';
import { isInstalled } from './prerequisites';
import { SHARED, type openSharedCluster } from './shared-cluster';

export const EXISTING = process.env['E2E_KUBECONFIG'];

/** The existing cluster, or one node that several suites use: a suite must delete what it has created. */
export async function openCluster(): Promise<Cluster> {
  if (!EXISTING) return (globalThis as Record<symbol, unknown> as { [SHARED]: typeof openSharedCluster })[SHARED]();
  if (!isInstalled('kubectl'))
    throw new Error(
      'E2E_KUBECONFIG: kubectl must be on the PATH to use a cluster that exists, got none; see https://kubernetes.io/docs/tasks/tools/',
    );
  const cluster = clusterThrough(['kubectl'], EXISTING, () => Promise.resolve());
  await cluster.kubectl(['get', '--raw=/readyz']);
  return cluster;
}

/** For tests that need several nodes, flags of kube-apiserver, or a process beside the cluster. */
export const describeOwnCluster = EXISTING ? describe.skip : describe;
