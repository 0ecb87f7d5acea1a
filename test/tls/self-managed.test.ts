import { Chart } from 'cdk8s';
import {
  ExtensionApiServer,
  ExtensionApiServerProps,
  Profile,
  TlsSelfManagedOptions,
  SecureServing,
  Tls,
} from 'cdk8s-extension-api-server';
import { fixtureApp, KubernetesObject, objectsOf, REQUIRED, serverWith } from '../construct/server-in-app';

const API_SERVICES = { apiGroups: ['apiregistration.k8s.io'], resources: ['apiservices'] };
const SECRETS = { apiGroups: [''], resources: ['secrets'] };
const READ_AND_CHANGE = ['get', 'list', 'patch', 'update', 'watch'];
const only = (name: string) => ({ resourceNames: [name], verbs: READ_AND_CHANGE });
const create = { verbs: ['create'] };

const rendered = (options: TlsSelfManagedOptions, props: Partial<ExtensionApiServerProps> = {}): KubernetesObject[] => {
  const app = fixtureApp();
  serverWith({ tls: Tls.selfManaged(options), rbac: { apiserverRules: false }, ...props }, app);
  return objectsOf(app);
};
const rules = (objects: KubernetesObject[], kind: string): unknown =>
  objects.find(object => object.kind === kind)?.rules;
const container = (objects: KubernetesObject[]) =>
  objects.find(({ kind }) => kind === 'Deployment')!.spec.template.spec.containers[0];

test.each<[string, TlsSelfManagedOptions, unknown, unknown, number]>([
  ['its APIServices', {}, [{ ...API_SERVICES, ...only('v1.catalog.example.com') }], undefined, 1],
  [
    'and its Secret',
    { secretName: 'pair' },
    [{ ...API_SERVICES, ...only('v1.catalog.example.com') }],
    [
      { ...SECRETS, ...create },
      { ...SECRETS, ...only('pair') },
    ],
    1,
  ],
  [
    'and APIServices that do not exist yet',
    { createsApiServices: true },
    [
      { ...API_SERVICES, ...create },
      { ...API_SERVICES, ...only('v1.catalog.example.com') },
    ],
    undefined,
    0,
  ],
])('the server may change %s, and no others', (_what, options, cluster, namespaced, apiServices) => {
  const objects = rendered(options);
  expect({ cluster: rules(objects, 'ClusterRole'), namespaced: rules(objects, 'Role') }).toEqual({
    cluster,
    namespaced,
  });
  expect(objects.filter(({ kind }) => kind === 'APIService')).toHaveLength(apiServices);
});

test("the Role is bound to the server's account, in its namespace", () => {
  const { metadata, roleRef, subjects } = rendered({ secretName: 'pair' }).find(
    ({ kind, metadata: { namespace } }) => kind === 'RoleBinding' && namespace === 'catalog',
  )!;
  expect(metadata.name).toBe('catalog');
  expect(roleRef).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'catalog' });
  expect(subjects).toEqual([{ kind: 'ServiceAccount', name: 'catalog', namespace: 'catalog' }]);
});

test('without a shared Secret there is one replica', () => {
  const replicas = (options: TlsSelfManagedOptions): number =>
    rendered(options).find(({ kind }) => kind === 'Deployment')!.spec.replicas;
  expect([replicas({}), replicas({ secretName: 'pair' })]).toEqual([1, 2]);
});

test('--cert-dir is set to a writable folder, unless no flags are passed or the root filesystem is writable', () => {
  expect(container(rendered({})).args).toContain('--cert-dir=/tmp');
  expect(container(rendered({}, { secureServing: SecureServing.unmounted() })).args).toBeUndefined();
  expect(container(rendered({}, { profile: Profile.BARE })).args).toEqual(['--secure-port=10250']);
});

test('APIServices that the server creates are claimed in the app, and have no injected fields', () => {
  const app = fixtureApp();
  const tls = Tls.selfManaged({ createsApiServices: true });
  const [first, second] = ['first', 'second'].map(
    name => new ExtensionApiServer(new Chart(app, name), name, { ...REQUIRED, tls }),
  );
  expect(second!.node.validate()).toEqual([
    'group and version must be claimed once in an app (first/first has it), got "v1.catalog.example.com"; ' +
      'remove one: two APIServices of one name overwrite each other',
  ]);
  expect({ apiServices: first!.apiServices, injectedFields: first!.injectedFields }).toEqual({
    apiServices: [],
    injectedFields: [],
  });
});
