// Waits until every pod of a Deployment has the latest revision and is available.
import { PATIENCE_SECONDS } from './eventually';
import type { Cluster } from './kubectl';

export async function rolledOut(cluster: Cluster, name = 'wardle', namespace = 'wardle'): Promise<void> {
  await cluster.kubectl([
    'rollout',
    'status',
    `deployment/${name}`,
    `--namespace=${namespace}`,
    `--timeout=${PATIENCE_SECONDS}s`,
  ]);
}
