// The images of pods in the tests, under their published names. They are imported into the nodes; none is pulled.
import {
  type Binary,
  CERT_MANAGER,
  CUSTOM_METRICS,
  KUBE,
  METRICS_SERVER,
  PAUSE,
  PROMETHEUS_ADAPTER,
  SAMPLE_APISERVER,
  SEALED_SECRETS,
} from './binaries';
import {
  CERT_MANAGER_VERSION,
  CUSTOM_METRICS_VERSION,
  METRICS_SERVER_VERSION,
  PROMETHEUS_ADAPTER_VERSION,
  SEALED_SECRETS_VERSION,
} from './versions';

export interface Image {
  readonly name: string;
  readonly reference: string;
  readonly binary: Binary;
  /** Path of the binary in the image; the same as in the published image, where it is the entrypoint. */
  readonly path: string;
  /** The user of the published image; empty is root. */
  readonly user: string;
}

const PUBLISHED_NON_ROOT = '65534';

export const IMAGES = {
  pause: {
    name: 'pause',
    reference: 'registry.k8s.io/pause:3.10.1',
    binary: PAUSE,
    path: '/pause',
    user: '65535:65535',
  },
  'sample-apiserver': {
    name: 'sample-apiserver',
    reference: 'registry.k8s.io/e2e-test-images/sample-apiserver:1.29.2',
    binary: SAMPLE_APISERVER,
    path: '/sample-apiserver',
    user: '',
  },
  etcd: {
    name: 'etcd',
    reference: 'registry.k8s.io/etcd:3.6.4-0',
    binary: KUBE,
    path: '/usr/local/bin/etcd',
    user: '',
  },
  'metrics-server': {
    name: 'metrics-server',
    reference: `registry.k8s.io/metrics-server/metrics-server:v${METRICS_SERVER_VERSION}`,
    binary: METRICS_SERVER,
    path: '/metrics-server',
    user: PUBLISHED_NON_ROOT,
  },
  'custom-metrics': {
    name: 'custom-metrics',
    reference: `registry.k8s.io/custom-metrics-apiserver/test-adapter:v${CUSTOM_METRICS_VERSION}`,
    binary: CUSTOM_METRICS,
    path: '/adapter',
    user: PUBLISHED_NON_ROOT,
  },
  'prometheus-adapter': {
    name: 'prometheus-adapter',
    reference: `registry.k8s.io/prometheus-adapter/prometheus-adapter:v${PROMETHEUS_ADAPTER_VERSION}`,
    binary: PROMETHEUS_ADAPTER,
    path: '/adapter',
    user: PUBLISHED_NON_ROOT,
  },
  'cert-manager-controller': {
    name: 'cert-manager-controller',
    reference: `quay.io/jetstack/cert-manager-controller:v${CERT_MANAGER_VERSION}`,
    binary: CERT_MANAGER,
    path: '/app/cmd/controller/controller',
    user: '1000',
  },
  'cert-manager-cainjector': {
    name: 'cert-manager-cainjector',
    reference: `quay.io/jetstack/cert-manager-cainjector:v${CERT_MANAGER_VERSION}`,
    binary: CERT_MANAGER,
    path: '/app/cmd/cainjector/cainjector',
    user: '1000',
  },
  'sealed-secrets': {
    name: 'sealed-secrets',
    reference: `docker.io/bitnami/sealed-secrets-controller:${SEALED_SECRETS_VERSION}`,
    binary: SEALED_SECRETS,
    path: '/usr/local/bin/controller',
    user: '1001',
  },
} as const satisfies Record<string, Image>;

export type ImageName = keyof typeof IMAGES;
