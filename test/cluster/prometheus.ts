// Runs Prometheus beside the cluster, reachable from pods by address. It scrapes kube-apiserver.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROMETHEUS } from './binaries';
import { built } from './builds';
import type { OwnCluster } from './cluster';
import { ready } from './processes';

const PORT = 9090;

/** Returns its URL. */
export async function startPrometheus(cluster: OwnCluster, folder: string): Promise<string> {
  const address = `${cluster.addresses.host}:${PORT}`;
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'prometheus.yaml');
  writeFileSync(
    config,
    JSON.stringify({
      global: { scrape_interval: '1s', scrape_timeout: '1s' },
      scrape_configs: [
        {
          job_name: 'kube-apiserver',
          scheme: 'https',
          authorization: { credentials: await tokenThatReadsMetrics(cluster) },
          tls_config: {
            ca: await cluster.kubectl([
              'get',
              'configmap',
              'kube-root-ca.crt',
              '--namespace=default',
              '--output=jsonpath={.data.ca\\.crt}',
            ]),
          },
          static_configs: [{ targets: [cluster.addresses.apiserver.replace('https://', '')] }],
        },
      ],
    }),
  );
  const running = cluster.start({
    name: 'prometheus',
    command: await built(PROMETHEUS),
    args: [`--config.file=${config}`, `--storage.tsdb.path=${join(folder, 'data')}`, `--web.listen-address=${address}`],
  });
  const listening = ['--no-header', '--listening', '--tcp', '--numeric', `sport = :${PORT}`];
  await ready(running, async () => (await cluster.inNamespace('ss', listening)).trim() !== '');
  return `http://${address}`;
}

/** A token of a ServiceAccount with the ClusterRole system:monitoring. */
async function tokenThatReadsMetrics(cluster: OwnCluster): Promise<string> {
  const account = { name: 'prometheus', namespace: 'default' };
  await cluster.apply([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: account },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'prometheus' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:monitoring' },
      subjects: [{ kind: 'ServiceAccount', ...account }],
    },
  ]);
  return (await cluster.kubectl(['create', 'token', account.name, `--namespace=${account.namespace}`])).trim();
}
