// kube-apiserver and its etcd, controller manager and scheduler.
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { APISERVER_PORT } from './addresses';
import { type Aggregation, defaultAggregation, placeAggregation } from './aggregation';
import { Authority, type Certificate } from './authorities';
import { attempt } from './command';
import { CLUSTER_ETCD, startClusterEtcd } from './etcd';
import { writeKubeconfig } from './kubeconfig';
import { inNetwork } from './network';
import { type RunningProcess, ready, start } from './processes';
import type { Slot } from './slot';

export interface ControlPlaneOptions {
  /** The binary that contains every component. */
  readonly kube: string;
  readonly kubectl: string;
  /** Command line of kube-apiserver without its flags. */
  readonly apiserver: readonly [string, ...string[]];
  readonly aggregation?: Aggregation;
  readonly apiserverFlags?: readonly string[];
}

export interface ControlPlane {
  readonly slot: Slot;
  readonly kube: string;
  /** Signs clients, kubelets and kube-apiserver itself. */
  readonly authority: Authority;
  readonly apiserver: RunningProcess;
  /** An administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** Writes a kubeconfig for a user with this name and group. */
  kubeconfigFor(commonName: string, organization?: string): Promise<string>;
}

export async function startControlPlane(slot: Slot, options: ControlPlaneOptions): Promise<ControlPlane> {
  const pki = join(slot.folder, 'pki');
  const etcd = await startClusterEtcd(slot, options.kube);
  const authority = await Authority.create(pki, 'kubernetes-ca');
  const kubeconfigFor = async (commonName: string, organization?: string): Promise<string> =>
    writeKubeconfig(join(slot.folder, `${commonName.replaceAll(':', '-')}.kubeconfig`), {
      server: slot.addresses.apiserver,
      caFile: authority.certificate.certFile,
      client: await authority.issue({ commonName, organization }),
    });

  const aggregation = options.aggregation ?? (await defaultAggregation(join(pki, 'front-proxy')));
  const [command, ...leading] = options.apiserver;
  const apiserver = start(slot, {
    name: 'kube-apiserver',
    command,
    args: [
      ...leading,
      ...(await apiserverFlags(slot, authority, pki)),
      ...placeAggregation(join(pki, 'aggregation'), aggregation),
      ...(options.apiserverFlags ?? []),
    ],
  });
  const kubeconfig = await kubeconfigFor('admin', 'system:masters');
  const [enter, ...rest] = inNetwork(slot);
  await ready(etcd, () => Promise.resolve(true));
  await ready(
    apiserver,
    async () =>
      (await attempt(enter as string, [...rest, options.kubectl, '--kubeconfig', kubeconfig, 'get', '--raw=/readyz']))
        .ok,
  );
  return { slot, kube: options.kube, authority, apiserver, kubeconfig, kubeconfigFor };
}

/** https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/ */
async function apiserverFlags(slot: Slot, authority: Authority, pki: string): Promise<string[]> {
  const { host, kubernetesService, services } = slot.addresses;
  const serving = await authority.issue({
    commonName: 'kube-apiserver',
    servesAt: [
      host,
      kubernetesService,
      '127.0.0.1',
      'localhost',
      'kubernetes',
      'kubernetes.default',
      'kubernetes.default.svc',
    ],
  });
  const kubeletClient = await authority.issue({
    commonName: 'kube-apiserver-kubelet-client',
    organization: 'system:masters',
  });
  const accounts = writeServiceAccountKey(pki);
  const caFile = authority.certificate.certFile;
  return [
    `--etcd-servers=${CLUSTER_ETCD}`,
    `--bind-address=${host}`,
    `--advertise-address=${host}`,
    `--secure-port=${APISERVER_PORT}`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    '--allow-privileged=true',
    `--service-cluster-ip-range=${services}`,
    `--client-ca-file=${caFile}`,
    `--tls-cert-file=${serving.certFile}`,
    `--tls-private-key-file=${serving.keyFile}`,
    `--kubelet-client-certificate=${kubeletClient.certFile}`,
    `--kubelet-client-key=${kubeletClient.keyFile}`,
    `--kubelet-certificate-authority=${caFile}`,
    '--kubelet-preferred-address-types=InternalIP',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${accounts.certFile}`,
    `--service-account-signing-key-file=${accounts.keyFile}`,
  ];
}

export async function startControllers({
  slot,
  kube,
  authority,
  kubeconfigFor,
}: ControlPlane): Promise<RunningProcess[]> {
  const { certFile, keyFile } = authority.certificate;
  const manager = await kubeconfigFor('system:kube-controller-manager');
  const scheduler = await kubeconfigFor('system:kube-scheduler');
  const alone = ['--leader-elect=false', '--secure-port=0'];
  return [
    start(slot, {
      name: 'kube-controller-manager',
      command: kube,
      args: [
        'kube-controller-manager',
        `--kubeconfig=${manager}`,
        '--use-service-account-credentials',
        `--root-ca-file=${certFile}`,
        `--cluster-signing-cert-file=${certFile}`,
        `--cluster-signing-key-file=${keyFile}`,
        `--service-account-private-key-file=${accountKey(join(slot.folder, 'pki')).keyFile}`,
        ...alone,
      ],
    }),
    start(slot, {
      name: 'kube-scheduler',
      command: kube,
      args: ['kube-scheduler', `--kubeconfig=${scheduler}`, ...alone],
    }),
  ];
}

const accountKey = (pki: string): Certificate => ({
  certFile: join(pki, 'service-accounts.pub'),
  keyFile: join(pki, 'service-accounts.key'),
});

function writeServiceAccountKey(pki: string): Certificate {
  const files = accountKey(pki);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(files.certFile, publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(files.keyFile, privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 });
  return files;
}
