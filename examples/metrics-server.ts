import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { ExtensionApiServer } from 'cdk8s-extension-api-server';

/**
 * metrics-server 0.9 with upstream's flags and rules, but a certificate that kube-apiserver verifies and a second
 * replica.
 */
const app = new App();
const chart = new Chart(app, 'metrics-server');

new ExtensionApiServer(chart, 'metrics-server', {
  namespace: 'kube-system',
  image: 'registry.k8s.io/metrics-server/metrics-server:v0.9.0',
  apis: [{ group: 'metrics.k8s.io', version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100 }],
  args: [
    '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
    '--kubelet-use-node-status-port',
    '--metric-resolution=15s',
  ],
  rules: [
    { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
    { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
  ],
  rbac: { apiserverRules: false }, // it has no admission, and its priority and fairness is off
  container: { resources: { requests: { memory: k8s.Quantity.fromString('200Mi') } } },
  pod: { priorityClassName: 'system-cluster-critical', nodeSelector: { 'kubernetes.io/os': 'linux' } },
});

new k8s.KubeClusterRole(chart, 'reader', {
  metadata: {
    name: 'system:aggregated-metrics-reader',
    labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' },
  },
  rules: [{ apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] }],
});

app.synth();
