import { k8s } from 'cdk8s-plus-27';
import { fixtureApp, KubernetesObject, objectsOf, serverWith } from './server-in-app';

const controller: k8s.Subject = { kind: 'ServiceAccount', name: 'controller', namespace: 'shop' };
const auditors: k8s.Subject = { kind: 'Group', name: 'auditors' };

const access = (objects: readonly KubernetesObject[], name: string): KubernetesObject[] =>
  objects.filter(({ metadata }) => metadata.name === `catalog.catalog.${name}`);

test('without a grant no role is emitted for users', () => {
  const app = fixtureApp();
  const server = serverWith({}, app);
  const objects = objectsOf(app);
  expect(['reader', 'manager'].flatMap(name => access(objects, name))).toEqual([]);
  expect([server.readerRole, server.readerBinding, server.managerRole, server.managerBinding]).toEqual(
    Array(4).fill(undefined),
  );
});

test('all subjects of a grant share one binding, each of them once', () => {
  const app = fixtureApp();
  const server = serverWith({}, app);
  server.grantRead(controller);
  server.grantRead(auditors);
  server.grantRead({ ...controller });
  const [role, binding, ...others] = access(objectsOf(app), 'reader');
  expect(role).toMatchObject({
    kind: 'ClusterRole',
    rules: [{ apiGroups: ['catalog.example.com'], resources: ['*'], verbs: ['get', 'list', 'watch'] }],
  });
  expect(binding!.subjects).toEqual([controller, { apiGroup: 'rbac.authorization.k8s.io', ...auditors }]);
  expect(others).toEqual([]);
});

test('a manager may read and write, and is no reader', () => {
  const app = fixtureApp();
  serverWith({}, app).grantManage(controller);
  const objects = objectsOf(app);
  const [role] = access(objects, 'manager');
  expect(role!.rules).toEqual([
    {
      apiGroups: ['catalog.example.com'],
      resources: ['*'],
      verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
    },
  ]);
  expect(access(objects, 'reader')).toEqual([]);
});

test('a manager of a read-only API may only read', () => {
  const app = fixtureApp();
  const apis = [{ group: 'metrics.example.com', version: 'v1', resources: ['pods'], readOnly: true }];
  serverWith({ apis }, app).grantManage(controller);
  expect(access(objectsOf(app), 'manager')[0]!.rules).toEqual([
    { apiGroups: ['metrics.example.com'], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
  ]);
});

test('a version that names no resources stands for all resources of its group', () => {
  const app = fixtureApp();
  const group = 'catalog.example.com';
  const apis = [
    { group, version: 'v1', resources: ['products'] },
    { group, version: 'v2' },
  ];
  serverWith({ apis }, app).grantRead(auditors);
  expect(access(objectsOf(app), 'reader')[0]!.rules).toEqual([
    { apiGroups: [group], resources: ['*'], verbs: ['get', 'list', 'watch'] },
  ]);
});

test('a patch reaches the objects of a grant', () => {
  const app = fixtureApp();
  const server = serverWith({}, app);
  server.grantRead(auditors);
  server.readerRole!.metadata.addLabel('audit', 'yes');
  server.readerBinding!.metadata.addLabel('audit', 'yes');
  expect(access(objectsOf(app), 'reader').map(({ metadata }) => metadata.labels!.audit)).toEqual(['yes', 'yes']);
});

const REFUSED: readonly [string, k8s.Subject, string][] = [
  [
    'a kind that is no subject',
    { kind: 'Role', name: 'x' },
    'app/catalog: subject.kind must be ServiceAccount, User or Group, got "Role"; name the account, the user or the group',
  ],
  [
    'a ServiceAccount without a namespace',
    { kind: 'ServiceAccount', name: 'controller' },
    'app/catalog: subject must say in which namespace the ServiceAccount controller is, got nothing; add namespace',
  ],
  [
    "a ServiceAccount by its user's name",
    { kind: 'ServiceAccount', name: 'system:serviceaccount:shop:controller', namespace: 'shop' },
    'app/catalog: subject.name must be the metadata.name of a ServiceAccount, got "system:serviceaccount:shop:controller"; leave out the prefix "system:serviceaccount:" and the namespace',
  ],
  [
    'a user without a name',
    { kind: 'User', name: '' },
    'app/catalog: subject.name must name a User, got ""; use its name as kube-apiserver sees it',
  ],
];

test.each(REFUSED)('%s is refused in one line', (_name, subject, message) => {
  const server = serverWith({});
  expect(() => server.grantRead(subject)).toThrow(new Error(message));
  expect(() => server.grantManage(subject)).toThrow(new Error(message));
});
