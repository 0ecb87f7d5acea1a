import { JsonObject } from '../../lib/kubernetes/manifest';
import { faults, findings } from './findings';
import { given, server } from './manifests';

const ACCOUNT = { kind: 'ServiceAccount', namespace: 'shop', name: 'default' };
const reader = (subject: JsonObject = ACCOUNT, namespace = 'kube-system'): JsonObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { namespace, name: 'catalog-reader' },
  roleRef: { kind: 'Role', name: 'extension-apiserver-authentication-reader' },
  subjects: [subject],
});
const delegator = (subject: JsonObject = ACCOUNT, kind = 'ClusterRoleBinding'): JsonObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: 'catalog-delegator', ...(kind === 'RoleBinding' && { namespace: 'shop' }) },
  roleRef: { kind: 'ClusterRole', name: 'system:auth-delegator' },
  subjects: [subject],
});
const ownRole = (rules: readonly JsonObject[]): JsonObject[] => [
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'catalog' }, rules },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'catalog' },
    roleRef: { kind: 'ClusterRole', name: 'catalog' },
    subjects: [ACCOUNT],
  },
];
const SECURE = ['--tls-cert-file=/certs/tls.crt', '--tls-private-key-file=/certs/tls.key', '--secure-port=8443'];
const MAY = '✓ ServiceAccount shop/default may delegate authentication and authorization';
const NO_READER =
  'ServiceAccount shop/default is bound to system:auth-delegator, and nothing here lets it read the ConfigMap ' +
  'kube-system/extension-apiserver-authentication';

test.each<[string, readonly JsonObject[]]>([
  ['by the two usual bindings', [reader(), delegator()]],
  ['through a group', [reader({ kind: 'Group', name: 'system:serviceaccounts:shop' }), delegator()]],
  ['as a user', [reader({ kind: 'User', name: 'system:serviceaccount:shop:default' }), delegator()]],
  [
    'by a role of its own',
    ownRole([
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
    ]),
  ],
])('a ServiceAccount with both rights %s is fine', (_name, objects) => {
  expect(findings([...server(), ...given(...objects)])).toContain(MAY);
  expect(faults([...server(), ...given(...objects)])).toEqual([]);
});

test.each<[string, readonly JsonObject[], readonly string[]]>([
  [
    'the reader in the namespace of the server',
    [reader(ACCOUNT, 'shop'), delegator()],
    [
      '✗ RoleBinding shop/catalog-reader must be in the namespace kube-system, where the Role ' +
        'extension-apiserver-authentication-reader is',
    ],
  ],
  [
    'the delegator in a RoleBinding',
    [reader(), delegator(ACCOUNT, 'RoleBinding')],
    ['✗ RoleBinding catalog-delegator must be a ClusterRoleBinding: system:auth-delegator is about the whole cluster'],
  ],
  [
    'the delegator for another ServiceAccount',
    [reader(), delegator({ ...ACCOUNT, name: 'catalog' })],
    [
      '✗ ClusterRoleBinding catalog-delegator must name ServiceAccount shop/default, with which Deployment catalog ' +
        'runs, got "shop/catalog"',
    ],
  ],
  ['no reader', [delegator()], [`✗ ${NO_READER}`]],
  [
    'no delegator',
    [reader()],
    [
      '? ServiceAccount shop/default may read extension-apiserver-authentication, and nothing here binds it to the ' +
        'ClusterRole system:auth-delegator',
    ],
  ],
  ['neither', [], []],
])('with %s', (_name, objects, expected) => {
  expect(faults([...server({ args: SECURE }), ...given(...objects)])).toEqual(expected);
});

test('without a reader, a server that is not built on k8s.io/apiserver may need none', () => {
  expect(faults([...server(), ...given(delegator())])).toEqual([`? ${NO_READER}`]);
});

test('a binding for the ServiceAccount of another workload is no near miss', () => {
  const other = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: 'shop', name: 'other' },
    spec: { template: { spec: { serviceAccountName: 'other' } } },
  };
  const objects = [reader({ ...ACCOUNT, name: 'other' }), delegator({ ...ACCOUNT, name: 'other' }), other];
  expect(faults([...server({ args: SECURE }), ...given(...objects)])).toEqual([]);
});
