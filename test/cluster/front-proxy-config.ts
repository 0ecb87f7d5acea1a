// The ConfigMap in which kube-apiserver publishes its front proxy to extension API servers, a moment after it is ready.
// https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/#contacting-the-extension-apiserver
import { eventually } from './eventually';
import type { Cluster } from './kubectl';

/** Waits for the ConfigMap and returns its data. */
export async function frontProxyConfig(cluster: Cluster): Promise<Record<string, string>> {
  let data: Record<string, string> = {};
  await eventually('kube-apiserver publishes its front proxy', async () => {
    const { ok, stdout } = await cluster.tryKubectl([
      'get',
      'configmap',
      'extension-apiserver-authentication',
      '--namespace=kube-system',
      '-o',
      'json',
    ]);
    if (ok) data = (JSON.parse(stdout) as { data?: Record<string, string> }).data ?? {};
    return 'requestheader-client-ca-file' in data;
  });
  return data;
}
