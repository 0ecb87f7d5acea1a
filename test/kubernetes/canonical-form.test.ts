import { JsonObject } from '../../lib/kubernetes/manifest';
import { canonicalForm } from '../../lib/kubernetes/canonical-form';

const normal = (fields: JsonObject): JsonObject => {
  const {
    apiVersion: _version,
    kind: _kind,
    metadata: _metadata,
    ...rest
  } = canonicalForm({ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'a' }, ...fields });
  return rest;
};

test.each<[string, JsonObject, JsonObject]>([
  [
    'quantities of resources',
    { resources: { limits: { cpu: 0.5, memory: '1024Mi' }, requests: { memory: 1000 } } },
    { resources: { limits: { cpu: '500m', memory: '1Gi' }, requests: { memory: '1k' } } },
  ],
  [
    'quantities of volumes and variables',
    { a: { emptyDir: { sizeLimit: '2048Ki' } }, b: { divisor: 1 }, overhead: { cpu: '1000m' } },
    { a: { emptyDir: { sizeLimit: '2Mi' } }, b: { divisor: '1' }, overhead: { cpu: '1' } },
  ],
  [
    'false that is the same as nothing',
    { hostNetwork: false, tty: false, volumeMounts: [{ name: 'a', readOnly: false }] },
    { volumeMounts: [{ name: 'a' }] },
  ],
  [
    'false that says something',
    { enableServiceLinks: false, automountServiceAccountToken: false, hostUsers: false },
    { enableServiceLinks: false, automountServiceAccountToken: false, hostUsers: false },
  ],
  [
    'zero that is the same as nothing',
    { minReadySeconds: 0, livenessProbe: { initialDelaySeconds: 0, periodSeconds: 0 } },
    { livenessProbe: {} },
  ],
  [
    'zero that says something',
    { replicas: 0, maxUnavailable: 0, runAsUser: 0, terminationGracePeriodSeconds: 0 },
    { replicas: 0, maxUnavailable: 0, runAsUser: 0, terminationGracePeriodSeconds: 0 },
  ],
  ['true and one', { hostNetwork: true, minReadySeconds: 1 }, { hostNetwork: true, minReadySeconds: 1 }],
  [
    'empty lists',
    { args: [], ingress: [{ from: [], ports: [{ port: 1 }] }], verbs: ['get'] },
    { ingress: [{ ports: [{ port: 1 }] }], verbs: ['get'] },
  ],
  ['empty maps', { nodeSelector: {}, resources: { limits: {} }, metadata: { name: 'a' } }, { resources: {} }],
  [
    'empty objects that choose',
    { emptyDir: {}, podSelector: {}, selector: {}, namespaceSelector: { matchLabels: {} } },
    { emptyDir: {}, podSelector: {}, selector: {}, namespaceSelector: {} },
  ],
  [
    'empty text where it is the same as nothing',
    { env: [{ name: 'A', value: '' }], tolerations: [{ key: '', operator: 'Exists', effect: '' }] },
    { env: [{ name: 'A' }], tolerations: [{ operator: 'Exists' }] },
  ],
  [
    'empty text that says something',
    { storageClassName: '', apiGroups: [''], httpHeaders: [{ name: 'A', value: '' }] },
    { storageClassName: '', apiGroups: [''], httpHeaders: [{ name: 'A', value: '' }] },
  ],
  [
    "somebody's own words, whatever they are",
    { matchLabels: { scheme: '', limits: '1024Mi' }, selector: { prefix: '' }, data: { divisor: '1024Mi' } },
    { matchLabels: { scheme: '', limits: '1024Mi' }, selector: { prefix: '' }, data: { divisor: '1024Mi' } },
  ],
  ['fields that are left out', { resources: undefined, replicas: 1 }, { resources: undefined, replicas: 1 }],
])('%s', (_name, given, kept) => {
  expect(normal(given)).toEqual(kept);
  expect(normal(normal(given))).toEqual(kept);
});

test('labels, annotations and the order of fields stay, and the input does not change', () => {
  const given = {
    kind: 'Thing',
    apiVersion: 'v1',
    metadata: { name: 'a', labels: { tty: '', scheme: 'x' }, annotations: { prefix: '' } },
    spec: { b: 1, a: [] },
  };
  const before = JSON.stringify(given);
  expect(JSON.stringify(canonicalForm(given))).toBe(
    '{"kind":"Thing","apiVersion":"v1","metadata":{"name":"a","labels":{"tty":"","scheme":"x"},"annotations":{"prefix":""}},"spec":{"b":1}}',
  );
  expect(JSON.stringify(given)).toBe(before);
});
