// Sealed Secrets in a cluster: its CustomResourceDefinition, and its controller as a pod with a known sealing key.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Certificate } from './authorities';
import { SEALED_SECRETS } from './binaries';
import type { OwnCluster } from './cluster';
import { run } from './command';
import { startControllerPod } from './controller-pod';
import { moduleFolder } from './module-files';

/** The default of `kubeseal`. */
const NAMESPACE = 'kube-system';
const CRD = join('helm', 'sealed-secrets', 'crds', 'bitnami.com_sealedsecrets.yaml');

/**
 * A sealing key pair: `kubeseal --cert CERTFILE` seals, and `kubeseal --recovery-unseal --recovery-private-key
 * KEYFILE` unseals without a cluster. The controller reads RSA keys alone.
 */
export async function newSealingKey(folder: string): Promise<Certificate> {
  const certificate = { certFile: join(folder, 'sealing.crt'), keyFile: join(folder, 'sealing.key') };
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-noenc',
    '-days',
    '30',
    '-subj',
    '/CN=sealed-secret/O=sealed-secret',
    '-out',
    certificate.certFile,
    '-keyout',
    certificate.keyFile,
  ]);
  return certificate;
}

/**
 * Returns the sealing key when the controller runs: the given key, or a new one that is deleted with the cluster.
 */
export async function startSealedSecrets(cluster: OwnCluster, key?: Certificate): Promise<Certificate> {
  const sealing = key ?? (await newSealingKey(dirname(cluster.kubeconfig)));
  await cluster.kubectl([
    'apply',
    '--server-side',
    '-f',
    join(await moduleFolder(SEALED_SECRETS, 'github.com/bitnami-labs/sealed-secrets'), CRD),
  ]);
  await cluster.waitFor('crd/sealedsecrets.bitnami.com', 'condition=Established');
  // Before the controller, which reads its keys when it starts and generates one if there is none.
  await cluster.apply([sealingKeySecret(sealing)]);
  await startControllerPod(cluster, {
    name: 'sealed-secrets-controller',
    namespace: NAMESPACE,
    image: 'sealed-secrets',
    rules: RULES,
    ready: { port: 8080, path: '/healthz' },
  });
  return sealing;
}

/** https://github.com/bitnami-labs/sealed-secrets/blob/main/docs/bring-your-own-certificates.md */
function sealingKeySecret({ certFile, keyFile }: Certificate): object {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: {
      name: 'sealing-key',
      namespace: NAMESPACE,
      labels: { 'sealedsecrets.bitnami.com/sealed-secrets-key': 'active' },
    },
    stringData: { 'tls.crt': readFileSync(certFile, 'utf8'), 'tls.key': readFileSync(keyFile, 'utf8') },
  };
}

/**
 * The rules of its chart.
 * https://github.com/bitnami-labs/sealed-secrets/tree/main/helm/sealed-secrets/templates
 */
const RULES = [
  { apiGroups: ['bitnami.com'], resources: ['sealedsecrets'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['bitnami.com'], resources: ['sealedsecrets/status'], verbs: ['update'] },
  { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch', 'create', 'update', 'delete'] },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
];
