import { refuse } from '../errors';
import { JsonObject } from '../kubernetes/manifest';
import { checkImage } from '../kubernetes/names';
import { ETCD_PORT, NO_PARTS, StorageParts, StorageStrategy, StorageSubject } from './storage-strategy';

/** Options of `Storage.etcdSidecar()`. */
export interface StorageEtcdSidecarOptions {
  /**
   * Image of etcd. It must contain `/usr/local/bin/etcd`.
   *
   * @default 'registry.k8s.io/etcd:3.6.4-0'
   */
  readonly image?: string;
}

/**
 * The version that Kubernetes' own end-to-end tests use:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.2/test/utils/image/manifest.go
 */
const ETCD_IMAGE = 'registry.k8s.io/etcd:3.6.4-0';

const PEER_PORT = 2380;
const CLIENT_URL = `http://127.0.0.1:${ETCD_PORT}`;
const VOLUME = 'etcd-data';
const DATA = '/var/lib/etcd';
/** Health and metrics alone, without a client's powers, so the kubelet can reach them: kubeadm uses the same port. */
const METRICS_PORT = 2381;

export function etcdSidecar({ image = ETCD_IMAGE }: StorageEtcdSidecarOptions): StorageStrategy {
  return {
    keepsObjects: true,
    parts: (subject: StorageSubject): StorageParts => {
      refuse(subject.path, checkImage(image));
      return {
        ...NO_PARTS,
        args: [`--etcd-servers=${CLIENT_URL}`],
        etcd: true,
        sidecars: [container(image, subject)],
        ports: [ETCD_PORT, PEER_PORT, METRICS_PORT],
        volumes: [{ name: VOLUME, emptyDir: {} }],
        onePodBecause: 'an etcd sidecar belongs to one pod: replicas would each see other data',
      };
    },
  };
}

function container(image: string, { defaults, securityContext }: StorageSubject): JsonObject {
  return {
    name: 'etcd',
    image,
    command: ['/usr/local/bin/etcd'],
    args: [
      // One member that nobody else can reach: https://etcd.io/docs/v3.6/op-guide/configuration/
      `--data-dir=${DATA}/data`,
      `--listen-client-urls=${CLIENT_URL}`,
      `--advertise-client-urls=${CLIENT_URL}`,
      `--listen-peer-urls=http://127.0.0.1:${PEER_PORT}`,
      ...(defaults.probes ? [`--listen-metrics-urls=http://0.0.0.0:${METRICS_PORT}`] : []),
    ],
    ports: defaults.probes ? [{ name: 'etcd-health', containerPort: METRICS_PORT, protocol: 'TCP' }] : undefined,
    livenessProbe: defaults.probes ? { httpGet: { path: '/livez', port: METRICS_PORT } } : undefined,
    readinessProbe: defaults.probes ? { httpGet: { path: '/readyz', port: METRICS_PORT } } : undefined,
    resources: resources(defaults.resources),
    securityContext,
    volumeMounts: [{ name: VOLUME, mountPath: DATA }],
  };
}

function resources(kind: 'production' | 'small' | 'none'): JsonObject | undefined {
  switch (kind) {
    case 'production':
      return {
        requests: { cpu: '50m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
        limits: { memory: '512Mi', 'ephemeral-storage': '2Gi' },
      };
    case 'small':
      return { requests: { cpu: '10m', memory: '64Mi' } };
    case 'none':
      return undefined;
  }
}
