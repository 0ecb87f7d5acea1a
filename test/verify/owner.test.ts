import { JsonObject } from '../../lib/kubernetes/manifest';
import { InputObject } from '../../lib/verify/input';
import { faults } from './findings';
import { apiService, given, server, service } from './manifests';

const from = (source: string, ...objects: readonly unknown[]): InputObject[] =>
  given(...objects).map(({ object }) => ({ object, source }));
const own = (source: string): InputObject[] => server().map(({ object }) => ({ object, source }));
const elsewhere = apiService({ apiService: { service: { namespace: 'shop', name: 'other' } } });
const otherService = {
  ...service({ service: { selector: { app: 'other' } } }),
  metadata: { namespace: 'shop', name: 'other' },
};
const TWICE = /^✗ v1\.catalog\.example\.com must be there once, got 2/;

test.each<[string, readonly InputObject[], boolean]>([
  ['in one file', [...own('a.yaml'), ...from('a.yaml', elsewhere)], true],
  ['in two files, for two Services', [...own('a.yaml'), ...from('b.yaml', elsewhere, otherService)], true],
  ['in two folders, for two Services', [...own('a/x.yaml'), ...from('b/x.yaml', elsewhere, otherService)], true],
  ['in two files that are copies', [...own('production.yaml'), ...own('staging.yaml')], false],
  ['in two folders that are copies', [...own('production/x.yaml'), ...own('staging/x.yaml')], false],
])('with two APIServices of a name %s', (_name, objects, isWrong) => {
  expect(faults(objects).some(line => TWICE.test(line))).toBe(isWrong);
});

const definition = (fields: JsonObject): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'items.catalog.example.com' },
  spec: { group: 'catalog.example.com', versions: [{ name: 'v1', served: true }], ...fields },
});

test.each<[string, JsonObject, readonly string[]]>([
  [
    'the same version',
    {},
    [
      '✗ catalog.example.com/v1 must have one owner, got CustomResourceDefinition items.catalog.example.com as well: ' +
        'kube-apiserver would serve one of them only',
    ],
  ],
  ['another version', { versions: [{ name: 'v2', served: true }] }, []],
  ['the same version, which is not served', { versions: [{ name: 'v1', served: false }] }, []],
  ['another group', { group: 'other.example.com' }, []],
])('with a CustomResourceDefinition of %s', (_name, fields, expected) => {
  expect(faults([...server(), ...given(definition(fields))])).toEqual(expected);
});
