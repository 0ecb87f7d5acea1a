import { Backend, ExtensionApiServerProps, Storage } from 'cdk8s-extension-api-server';
import { fixtureApp, KubernetesObject, objectsOf, serverWith } from '../construct/server-in-app';

function emitted(props: Partial<ExtensionApiServerProps>): KubernetesObject[] {
  const app = fixtureApp();
  serverWith(props, app);
  return objectsOf(app);
}

describe('the rules that k8s.io/apiserver needs', () => {
  const hasThem = (props: Partial<ExtensionApiServerProps>): boolean =>
    emitted(props).some(({ kind, rules }) => kind === 'ClusterRole' && JSON.stringify(rules).includes('flowschemas'));
  const fromPods = { image: undefined, backend: Backend.fromPods({ app: 'operator' }) };

  test.each<[string, Partial<ExtensionApiServerProps>, boolean]>([
    ['emitted where storage is left out', {}, true],
    ['emitted where the server keeps objects', { storage: Storage.etcdSidecar() }, true],
    ['left out where the server keeps no objects', { storage: Storage.none() }, false],
    ['left out for pods of your own that keep no objects', { ...fromPods, storage: Storage.none() }, false],
    ['emitted on request', { storage: Storage.none(), rbac: { apiserverRules: true } }, true],
    ['left out on request', { storage: Storage.etcdSidecar(), rbac: { apiserverRules: false } }, false],
  ])('are %s', (_name, props, expected) => {
    expect(hasThem(props)).toBe(expected);
  });
});

describe('rbac.aggregatedRoles', () => {
  const roles = (props: Partial<ExtensionApiServerProps>): string[] =>
    emitted(props)
      .map(({ metadata }) => metadata.name)
      .filter(name => name.includes('aggregate-to'));

  test('emits no role unless it is set', () => {
    expect(roles({})).toEqual([]);
  });

  test('emits no role for writing where every API is read-only', () => {
    const apis = [{ group: 'metrics.example.com', version: 'v1', readOnly: true }];
    expect(roles({ apis, rbac: { aggregatedRoles: true } })).toEqual(['catalog.catalog.aggregate-to-view']);
  });
});
