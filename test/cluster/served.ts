// Reads the certificates that pods serve, from the pods themselves: Secret and `Available` do not show them.
import type { OwnCluster } from './cluster';

interface Pod {
  readonly metadata: { readonly deletionTimestamp?: string };
  readonly status: { readonly phase: string; readonly podIP?: string };
}

/**
 * Requires the certificate of every replica (two in PRODUCTION): a pod that does not run yet may serve another one.
 */
export async function everyPodServes(
  cluster: OwnCluster,
  fingerprint: string,
  name = 'wardle',
  replicas = 2,
): Promise<boolean> {
  const served = await servedCertificates(cluster, name);
  return served.length === replicas && served.every(found => found === fingerprint);
}

/** SHA-256 of the certificate of each running pod that is not being deleted; empty if it does not answer. */
export async function servedCertificates(
  cluster: OwnCluster,
  name = 'wardle',
  namespace = 'wardle',
): Promise<string[]> {
  const { items } = JSON.parse(
    await cluster.kubectl([
      'get',
      'pods',
      `--namespace=${namespace}`,
      `--selector=app.kubernetes.io/name=${name}`,
      '-o',
      'json',
    ]),
  ) as { items: Pod[] };
  const staying = items.filter(
    ({ metadata, status }) => metadata.deletionTimestamp === undefined && status.phase === 'Running',
  );
  return Promise.all(
    staying.map(async ({ status }) => {
      const text = await cluster.inNamespace('sh', [
        '-c',
        `openssl s_client -connect ${status.podIP}:10250 -servername ${name}.${namespace}.svc </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256 2>/dev/null || true`,
      ]);
      return text.trim().replace(/^.*=/, '').replaceAll(':', '').toLowerCase();
    }),
  );
}
