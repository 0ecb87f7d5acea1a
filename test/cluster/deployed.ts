// Synthesizes an app as a user does, with keys in a new folder, and deploys it.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { type EtcdTlsFromPemOptions, EtcdTls, type ExtensionApiServerProps, Storage } from 'cdk8s-extension-api-server';
import { PATIENCE_SECONDS, eventually } from './eventually';
import type { ExternalEtcd } from './etcd';
import { IMAGES } from './images';
import type { Cluster } from './kubectl';
import { rolledOut } from './rolled-out';

export const WARDLE = {
  namespace: 'wardle',
  image: IMAGES['sample-apiserver'].reference,
  apis: [
    { group: 'wardle.example.com', version: 'v1alpha1' },
    { group: 'wardle.example.com', version: 'v1beta1' },
  ],
} as const satisfies Partial<ExtensionApiServerProps>;

export const FLUNDERS = '/apis/wardle.example.com/v1alpha1/flunders';

/** Returns the folder of the manifests. */
export function synthesize(describe: (chart: Chart) => void, name = 'wardle'): string {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'e2e-dist-')) });
  describe(new Chart(app, name));
  app.synth();
  return app.outdir;
}

export function newKeyFolder(): string {
  return join(mkdtempSync(join(tmpdir(), 'e2e-pki-')), 'pki');
}

export function storageIn(
  etcd: ExternalEtcd,
  prefix: string,
  delivered: Pick<EtcdTlsFromPemOptions, 'delivery' | 'directory'> = {},
): Storage {
  const text = (file: string): string => readFileSync(file, 'utf8');
  return Storage.externalEtcd({
    servers: [etcd.endpoint],
    prefix,
    tls: EtcdTls.fromPem({
      ca: text(etcd.caFile),
      certificate: text(etcd.client.certFile),
      privateKey: text(etcd.client.keyFile),
      ...delivered,
    }),
  });
}

/** Runs one `kubectl apply -f`, and waits until the server answers. It must not contain objects yet. */
export async function deploy(
  cluster: Cluster,
  folder: string,
  { namespace = 'wardle', name = 'wardle' } = {},
): Promise<void> {
  await cluster.kubectl(['apply', '-f', folder]);
  if (readdirSync(folder).length > 0) {
    await rolledOut(cluster, name, namespace);
  }
  for (const { group, version } of WARDLE.apis) {
    await cluster.waitFor(`apiservice/${version}.${group}`, 'condition=Available');
  }
  await answersFlunders(cluster);
}

/**
 * `Available` means that kube-apiserver has reached the server once. It forwards requests, and kubectl finds the kind,
 * a moment later.
 */
export async function answersFlunders(cluster: Cluster): Promise<void> {
  let output = '';
  await eventually('kubectl get flunders is answered', async () => {
    const { ok, stdout, stderr } = await cluster.tryKubectl(['get', 'flunders', '-A']);
    output = stdout + stderr;
    return ok;
  }).catch((error: Error) => {
    throw new Error(`${error.message}; kubectl printed: ${output.trim()}`);
  });
  expect(output).toMatch(/^No resources found$/m);
}

/**
 * Removes the sample-apiserver from a cluster. APIServices first: the namespace controller waits for their servers.
 */
export async function remove(cluster: Cluster): Promise<void> {
  await cluster.kubectl(['delete', 'apiservices', '--selector=app.kubernetes.io/name=wardle', '--ignore-not-found']);
  // The namespace controller retries after half the grace period of the pods that it finds.
  await cluster.kubectl(['delete', 'deployments,pods', '--all', '--namespace=wardle', '--grace-period=1']);
  await cluster.kubectl(['delete', 'namespace', 'wardle', '--ignore-not-found', `--timeout=${PATIENCE_SECONDS}s`]);
  await cluster.kubectl([
    'delete',
    'clusterroles,clusterrolebindings',
    '--selector=app.kubernetes.io/name=wardle',
    '--ignore-not-found',
  ]);
  await cluster.kubectl([
    'delete',
    'rolebindings',
    '--selector=app.kubernetes.io/name=wardle',
    '--namespace=kube-system',
    '--ignore-not-found',
  ]);
}
