import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { ExtensionApiServer, Storage } from 'cdk8s-extension-api-server';

/** The test adapter of the custom metrics API. The API returns the metrics that were written to the second port. */
const app = new App();
const chart = new Chart(app, 'custom-metrics');
const WRITE = 8080;

new ExtensionApiServer(chart, 'custom-metrics', {
  namespace: 'custom-metrics',
  image: 'registry.k8s.io/custom-metrics-apiserver/test-adapter:v1.37.0',
  apis: [
    {
      group: 'custom.metrics.k8s.io',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      readOnly: true,
    },
    {
      group: 'custom.metrics.k8s.io',
      version: 'v1beta2',
      groupPriorityMinimum: 100,
      versionPriority: 200,
      readOnly: true,
    },
  ],
  replicas: 1, // the metrics are in its memory
  rules: [{ apiGroups: [''], resources: ['namespaces', 'pods', 'services'], verbs: ['get', 'list'] }],
  rbac: { aggregatedRoles: true },
  storage: Storage.none(),
  container: { ports: [{ name: 'write', containerPort: WRITE }] },
  service: { ports: [{ name: 'write', port: 80, targetPort: k8s.IntOrString.fromNumber(WRITE) }] },
  networkPolicy: { ingress: [{ ports: [{ port: k8s.IntOrString.fromNumber(WRITE) }] }] },
});

app.synth();
