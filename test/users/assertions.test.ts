import { Chart, JsonPatch, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { ExtensionApiServer, PkiForTestsOnly, Profile } from 'cdk8s-extension-api-server';

test('a user adds rules, objects and patches: they are emitted with the server', () => {
  const app = Testing.app();
  PkiForTestsOnly.useIn(app);
  const chart = new Chart(app, 'platform');

  const server = new ExtensionApiServer(chart, 'quota', {
    namespace: 'platform',
    image: 'registry.example.com/quota:3.1.0',
    apis: [{ group: 'quota.example.com', version: 'v1beta1' }],
    profile: Profile.DEVELOPMENT,
    rules: [{ apiGroups: [''], resources: ['resourcequotas'], verbs: ['list', 'watch'] }],
    container: { resources: { requests: { cpu: k8s.Quantity.fromString('1') } } },
  });
  server.workload?.addJsonPatch(JsonPatch.add('/spec/template/metadata/annotations', { 'example.com/scrape': 'yes' }));
  new k8s.KubeConfigMap(chart, 'configuration', {
    metadata: { namespace: server.namespace },
    data: { dns: server.dnsName },
  });

  const objects = Testing.synth(chart);
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toMatchInlineSnapshot(`
[
  "ServiceAccount quota",
  "ClusterRole quota.platform",
  "ClusterRoleBinding quota.platform",
  "ClusterRoleBinding quota.platform.auth-delegator",
  "RoleBinding quota.platform.auth-reader",
  "Service quota",
  "Deployment quota",
  "APIService v1beta1.quota.example.com",
  "ConfigMap platform-configuration-c821c7f2",
]
`);
  const { template } = objects.find(({ kind }) => kind === 'Deployment').spec;
  expect([template.metadata.annotations, template.spec.containers[0].resources]).toMatchInlineSnapshot(`
[
  {
    "example.com/scrape": "yes",
  },
  {
    "requests": {
      "cpu": "1",
      "memory": "64Mi",
    },
  },
]
`);
});
