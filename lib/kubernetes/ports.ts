/**
 * The port of an APIService and of a Service for HTTPS, if nobody chooses another:
 * https://github.com/kubernetes/kube-aggregator/blob/v0.34.2/pkg/apis/apiregistration/v1/defaults.go
 */
export const HTTPS_PORT = 443;

/**
 * The kubelet's port, which firewalls of private clusters open to the control plane. Pods have an address of their own,
 * so a server can listen on it too, unless it uses the node's network.
 */
export const KUBELET_PORT = 10250;
