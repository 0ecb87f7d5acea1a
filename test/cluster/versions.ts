// The versions of the programs in the tests.

/**
 * Kubernetes with nodes. A newer kubelet than 1.34 needs cgroup v2 and a newer containerd than Debian 12 has.
 */
export const NODE_VERSION = '1.34.2';

/**
 * kube-apiserver alone validates the emitted objects: the oldest version that README supports, and the newest that can
 * be built.
 */
export const OLDEST_VERSION = '1.30.14';
export const NEWEST_VERSION = '1.37.2';

export const METRICS_SERVER_VERSION = '0.9.0';
export const CUSTOM_METRICS_VERSION = '1.37.0';
export const PROMETHEUS_ADAPTER_VERSION = '0.12.0';
/** Version of the Go module of Prometheus 3.13.5. */
export const PROMETHEUS_VERSION = '0.313.5';

export const CERT_MANAGER_VERSION = '1.21.2';
export const SEALED_SECRETS_VERSION = '0.30.0';
export const SOPS_VERSION = '3.13.3';
export const AGE_VERSION = '1.3.2';
