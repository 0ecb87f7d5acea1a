// The programs that are built from Go modules. Each is one static binary.
import { join } from 'node:path';
import { apiserverModule } from './apiserver-module';
import { GO_MODULES } from './folders';
import {
  AGE_VERSION,
  CERT_MANAGER_VERSION,
  CUSTOM_METRICS_VERSION,
  METRICS_SERVER_VERSION,
  NODE_VERSION,
  PROMETHEUS_ADAPTER_VERSION,
  PROMETHEUS_VERSION,
  SEALED_SECRETS_VERSION,
  SOPS_VERSION,
} from './versions';

export interface Binary {
  readonly name: string;
  readonly version: string;
  /** The package to build, as `go build` takes it. */
  readonly package: string;
  /** Returns the folder with go.mod; writes it first if the module is derived from a version. */
  readonly module: () => Promise<string>;
  /** Files and folders of the module that the content depends on, besides name and version. */
  readonly sources: readonly string[];
  readonly ldflags: string;
  /** Build tags that leave out parts of the program. */
  readonly tags?: string;
}

const ours = (name: string, version: string, module: string, goPackage: string, ...sources: string[]): Binary => ({
  name,
  version,
  package: goPackage,
  ldflags: '-s -w',
  module: () => Promise.resolve(join(GO_MODULES, module)),
  sources: ['go.mod', 'go.sum', ...sources].map(file => join(GO_MODULES, module, file)),
});

/** kube-apiserver, kube-controller-manager, kube-scheduler, kubelet, kube-proxy and etcd, by first argument. */
export const KUBE: Binary = {
  ...ours('kube', NODE_VERSION, '.', './kube', 'kube'),
  ldflags: kubernetesVersion(NODE_VERSION),
};
/** The cluster's version: another kubectl prints a warning, and a machine may have none. */
export const KUBECTL: Binary = {
  ...ours('kubectl', NODE_VERSION, '.', 'k8s.io/kubernetes/cmd/kubectl'),
  ldflags: kubernetesVersion(NODE_VERSION),
};
export const PAUSE = ours('pause', NODE_VERSION, '.', './pause', 'pause');
export const SAMPLE_APISERVER = ours('sample-apiserver', NODE_VERSION, '.', 'k8s.io/sample-apiserver');
export const IMAGE_WRITER = ours('image', '1', 'image', '.', 'main.go', 'layer.go');
export const METRICS_SERVER = ours(
  'metrics-server',
  METRICS_SERVER_VERSION,
  'metrics-server',
  'sigs.k8s.io/metrics-server/cmd/metrics-server',
);
export const CUSTOM_METRICS = ours(
  'custom-metrics',
  CUSTOM_METRICS_VERSION,
  'custom-metrics',
  'sigs.k8s.io/custom-metrics-apiserver/test-adapter',
);
export const PROMETHEUS_ADAPTER = ours(
  'prometheus-adapter',
  PROMETHEUS_ADAPTER_VERSION,
  'prometheus-adapter',
  'sigs.k8s.io/prometheus-adapter/cmd/adapter',
);
/** Built without service discovery, hence without the clients of two dozen clouds. */
export const PROMETHEUS: Binary = {
  ...ours('prometheus', PROMETHEUS_VERSION, 'prometheus', 'github.com/prometheus/prometheus/cmd/prometheus'),
  tags: 'remove_all_sd',
};
/** Checks rules as Prometheus reads them: `promtool check rules FILE`. */
export const PROMTOOL: Binary = {
  ...ours('promtool', PROMETHEUS_VERSION, 'prometheus', 'github.com/prometheus/prometheus/cmd/promtool'),
  tags: 'remove_all_sd',
};
/** cert-manager's controller and cainjector, by first argument. */
export const CERT_MANAGER = ours(
  'cert-manager',
  CERT_MANAGER_VERSION,
  'cert-manager',
  '.',
  'main.go',
  'controller.go',
  'cainjector.go',
);
export const SEALED_SECRETS = ours(
  'sealed-secrets',
  SEALED_SECRETS_VERSION,
  'sealed-secrets',
  'github.com/bitnami-labs/sealed-secrets/cmd/controller',
);
export const KUBESEAL = ours(
  'kubeseal',
  SEALED_SECRETS_VERSION,
  'sealed-secrets',
  'github.com/bitnami-labs/sealed-secrets/cmd/kubeseal',
);
export const SOPS = ours('sops', SOPS_VERSION, 'sops', 'github.com/getsops/sops/v3/cmd/sops');
export const AGE = ours('age', AGE_VERSION, 'age', 'filippo.io/age/cmd/age');
export const AGE_KEYGEN = ours('age-keygen', AGE_VERSION, 'age', 'filippo.io/age/cmd/age-keygen');
/**
 * Verifies certificates as a TLS client does, and prints their fields. Its main.go describes the JSON lines that it
 * reads and writes.
 */
export const CERTIFICATE_VERIFIER: Binary = {
  ...ours('certificate-verifier', '1', 'verify', '.'),
  sources: [join(GO_MODULES, 'verify')],
};

/** kube-apiserver alone, of any published release. */
export function kubeApiserver(version: string): Binary {
  return {
    name: 'kube-apiserver',
    version,
    package: 'k8s.io/kubernetes/cmd/kube-apiserver',
    ldflags: kubernetesVersion(version),
    module: () => apiserverModule(version),
    sources: [join(__dirname, 'apiserver-module.ts')],
  };
}

/**
 * The version that /version and `kubectl get nodes` show.
 * https://github.com/kubernetes/kubernetes/blob/master/hack/lib/version.sh
 */
function kubernetesVersion(version: string): string {
  const [major, minor] = version.split('.');
  const facts = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  const settings = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap(where =>
    Object.entries(facts).map(([name, value]) => `-X ${where}.${name}=${value}`),
  );
  return ['-s -w', ...settings].join(' ');
}
