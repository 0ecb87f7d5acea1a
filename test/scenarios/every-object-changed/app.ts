import { App, Chart, JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Backend, ExtensionApiServer } from 'cdk8s-extension-api-server';

/** Every object has a changed field, and the workload a patch. */
export function build(app: App): void {
  const server = new ExtensionApiServer(new Chart(app, 'catalog'), 'catalog', {
    namespace: 'catalog',
    name: 'catalog-api',
    image: 'registry.example.com/catalog@sha256:0000000000000000000000000000000000000000000000000000000000000000',
    apis: [
      {
        group: 'catalog.example.com',
        version: 'v1',
        labels: { tier: 'gold' },
        annotations: { note: 'billing reads it' },
      },
    ],
    replicas: 3,
    args: ['--v=2', '--secure-port=8443'],
    env: [
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'REGION', value: 'north' },
    ],
    port: 8443,
    rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }],
    backend: Backend.deployment({
      minReadySeconds: 10,
      strategy: { rollingUpdate: { maxSurge: k8s.IntOrString.fromString('50%') } },
      labels: { reloader: 'on' },
    }),
    container: {
      name: 'apiserver',
      command: ['/catalog', 'serve'],
      resources: { limits: { memory: k8s.Quantity.fromString('2Gi') } },
      livenessProbe: { initialDelaySeconds: 20 },
      securityContext: { readOnlyRootFilesystem: false },
      ports: [{ name: 'metrics', containerPort: 9090 }],
      volumeMounts: [{ name: 'config', mountPath: '/etc/catalog' }],
      writablePaths: ['/tmp', '/var/cache/catalog'],
    },
    pod: {
      labels: { 'example.com/network': 'internal' },
      annotations: { 'prometheus.io/scrape': 'true' },
      volumes: [{ name: 'config', configMap: { name: 'catalog' } }],
      tolerations: [{ key: 'example.com/system', operator: 'Exists' }],
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      priorityClassName: 'important',
      securityContext: { runAsUser: 20000 },
      sidecars: [{ name: 'proxy', image: 'registry.example.com/proxy:1.0.0' }],
      initContainers: [{ name: 'migrate', image: 'registry.example.com/catalog:1.0.0', args: ['migrate'] }],
      imagePullSecrets: [{ name: 'registry' }],
      terminationGracePeriodSeconds: 60,
    },
    service: {
      port: 8443,
      annotations: { 'example.com/mesh': 'off' },
      ports: [{ name: 'metrics', port: 9090 }],
      ipFamilyPolicy: 'PreferDualStack',
    },
    rbac: { serviceAccountAnnotations: { 'example.com/role': 'catalog' } },
    networkPolicy: {
      from: [{ ipBlock: { cidr: '10.0.0.0/8' } }],
      ingress: [{ ports: [{ port: k8s.IntOrString.fromNumber(9090) }] }],
    },
    podDisruptionBudget: { minAvailable: k8s.IntOrString.fromNumber(2) },
    namespaceObject: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
  });
  server.workload?.addJsonPatch(
    JsonPatch.add('/spec/template/spec/securityContext/appArmorProfile', { type: 'RuntimeDefault' }),
  );
}
