// What pods really present, asked for at their own addresses: neither the Secret nor `Available` says so.
import type { OwnCluster } from './cluster';

/** SHA-256 of each running pod's certificate. */
export async function servedCertificates(cluster: OwnCluster, name = 'wardle', namespace = 'wardle'): Promise<string[]> {
  const ips = await cluster.kubectl(['get', 'pods', `--namespace=${namespace}`, `--selector=app.kubernetes.io/name=${name}`, '--field-selector=status.phase=Running', '-o', 'jsonpath={.items[*].status.podIP}']);
  return Promise.all(ips.trim().split(' ').map(async ip => {
    const text = await cluster.inNamespace('sh', ['-c', `openssl s_client -connect ${ip}:10250 -servername ${name}.${namespace}.svc </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256`]);
    return text.trim().replace(/^.*=/, '').replaceAll(':', '').toLowerCase();
  }));
}
