// Writes kubeconfig files: self-contained, so that they can be copied, and in JSON, which is also YAML.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Certificate } from './authorities';

export interface Kubeconfig {
  readonly server: string;
  readonly caFile: string;
  readonly client: Certificate;
}

export function writeKubeconfig(path: string, { server, caFile, client }: Kubeconfig): string {
  const base64 = (file: string) => readFileSync(file).toString('base64');
  const name = 'e2e';
  writeFileSync(
    path,
    JSON.stringify(
      {
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name, cluster: { server, 'certificate-authority-data': base64(caFile) } }],
        users: [
          {
            name,
            user: { 'client-certificate-data': base64(client.certFile), 'client-key-data': base64(client.keyFile) },
          },
        ],
        contexts: [{ name, context: { cluster: name, user: name } }],
        'current-context': name,
      },
      null,
      2,
    ),
    { mode: 0o600 },
  );
  return path;
}
