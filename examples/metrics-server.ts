import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { ExtensionApiServer, Storage } from 'cdk8s-extension-api-server';

/**
 * metrics-server 0.9 with the flags and rules of upstream. In addition, kube-apiserver verifies its certificate, and it
 * has two replicas.
 */
const app = new App();
const chart = new Chart(app, 'metrics-server');

new ExtensionApiServer(chart, 'metrics-server', {
  namespace: 'kube-system',
  image: 'registry.k8s.io/metrics-server/metrics-server:v0.9.0',
  apis: [
    {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      resources: ['nodes', 'pods'],
      readOnly: true,
    },
  ],
  args: [
    '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
    '--kubelet-use-node-status-port',
    '--metric-resolution=15s',
  ],
  rules: [
    { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
    { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
  ],
  rbac: { aggregatedRoles: true }, // users with the role view can run kubectl top
  storage: Storage.none(),
  container: { resources: { requests: { memory: k8s.Quantity.fromString('200Mi') } } },
  pod: { priorityClassName: 'system-cluster-critical', nodeSelector: { 'kubernetes.io/os': 'linux' } },
});

app.synth();
