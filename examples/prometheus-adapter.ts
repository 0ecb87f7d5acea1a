import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { ExtensionApiServer, Storage } from 'cdk8s-extension-api-server';

/** prometheus-adapter: autoscalers read metrics of Prometheus, here the requests per second of kube-apiserver. */
const app = new App();
const chart = new Chart(app, 'prometheus-adapter');
const namespace = 'prometheus-adapter';

const rules = `externalRules:
- seriesQuery: apiserver_request_total
  name: { as: apiserver_requests_per_second }
  resources: { namespaced: false }
  metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m]))
`;
const config = new k8s.KubeConfigMap(chart, 'config', {
  metadata: { name: 'prometheus-adapter', namespace },
  data: { 'config.yaml': rules },
});

const adapter = new ExtensionApiServer(chart, 'prometheus-adapter', {
  namespace,
  image: 'registry.k8s.io/prometheus-adapter/prometheus-adapter:v0.12.0',
  apis: [{ group: 'external.metrics.k8s.io', version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100 }],
  args: [
    '--config=/etc/adapter/config.yaml',
    `--prometheus-url=${process.env.PROMETHEUS ?? 'http://prometheus.monitoring.svc:9090'}`,
    '--metrics-relist-interval=30s',
  ],
  storage: Storage.none(),
  container: { volumeMounts: [{ name: 'config', mountPath: '/etc/adapter', readOnly: true }] },
  pod: { volumes: [{ name: 'config', configMap: { name: config.name } }] },
});

adapter.grantRead({ kind: 'ServiceAccount', name: 'horizontal-pod-autoscaler', namespace: 'kube-system' });

app.synth();
