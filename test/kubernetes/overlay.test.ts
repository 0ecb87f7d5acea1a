import fc from 'fast-check';
import { Json, JsonObject } from '../../lib/kubernetes/manifest';
import { overlay } from '../../lib/kubernetes/overlay';

describe('given fields override defaults', () => {
  test.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['a field beside another', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    ['a field over another', { a: 1 }, { a: 2 }, { a: 2 }],
    [
      'false, zero and empty text count as given',
      { a: true, b: 1, c: 'x' },
      { a: false, b: 0, c: '' },
      { a: false, b: 0, c: '' },
    ],
    ['undefined does not', { a: 1 }, { a: undefined }, { a: 1 }],
    [
      'objects field by field',
      { securityContext: { runAsUser: 1, privileged: false } },
      { securityContext: { runAsUser: 2 } },
      { securityContext: { runAsUser: 2, privileged: false } },
    ],
    ['an object over a value', { a: 1 }, { a: { b: 2 } }, { a: { b: 2 } }],
    ['a value over an object', { a: { b: 2 } }, { a: 1 }, { a: 1 }],
    ['lists without a key as given', { args: ['--a', '--b'] }, { args: ['--c'] }, { args: ['--c'] }],
    ['an empty list without a key as given', { args: ['--a'] }, { args: [] }, { args: [] }],
    [
      "volumes by name, the user's last",
      {
        volumes: [
          { name: 'a', emptyDir: {} },
          { name: 'b', emptyDir: {} },
        ],
      },
      { volumes: [{ name: 'c' }, { name: 'a', secret: {} }] },
      { volumes: [{ name: 'b', emptyDir: {} }, { name: 'c' }, { name: 'a', secret: {} }] },
    ],
    [
      'mounts by path, not by name',
      {
        volumeMounts: [
          { name: 'tmp', mountPath: '/tmp' },
          { name: 'tmp', mountPath: '/var' },
        ],
      },
      { volumeMounts: [{ name: 'mine', mountPath: '/tmp' }] },
      {
        volumeMounts: [
          { name: 'tmp', mountPath: '/var' },
          { name: 'mine', mountPath: '/tmp' },
        ],
      },
    ],
    [
      'variables by name',
      { env: [{ name: 'A', value: '1' }] },
      {
        env: [
          { name: 'A', value: '2' },
          { name: 'B', value: '3' },
        ],
      },
      {
        env: [
          { name: 'A', value: '2' },
          { name: 'B', value: '3' },
        ],
      },
    ],
    [
      'ports by name',
      { ports: [{ name: 'https', containerPort: 443 }] },
      { ports: [{ name: 'metrics', containerPort: 9090 }] },
      {
        ports: [
          { name: 'https', containerPort: 443 },
          { name: 'metrics', containerPort: 9090 },
        ],
      },
    ],
    [
      'a port of ours field by field',
      { ports: [{ name: 'https', port: 443, targetPort: 10250 }] },
      { ports: [{ name: 'https', port: 443, nodePort: 30443 }] },
      { ports: [{ name: 'https', port: 443, targetPort: 10250, nodePort: 30443 }] },
    ],
    [
      'host aliases by address',
      { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }] },
      { hostAliases: [{ ip: '10.0.0.1', hostnames: ['b'] }] },
      { hostAliases: [{ ip: '10.0.0.1', hostnames: ['b'] }] },
    ],
    ['an empty list of named things changes nothing', { env: [{ name: 'A' }] }, { env: [] }, { env: [{ name: 'A' }] }],
    ['a list where none was decided', {}, { env: [{ name: 'A' }] }, { env: [{ name: 'A' }] }],
    [
      'another way to act replaces the decided one',
      { probe: { httpGet: { path: '/' }, periodSeconds: 5 } },
      { probe: { exec: { command: ['a'] } } },
      { probe: { exec: { command: ['a'] }, periodSeconds: 5 } },
    ],
    [
      'the same way to act is completed',
      { probe: { httpGet: { path: '/', scheme: 'HTTPS' } } },
      { probe: { httpGet: { path: '/x' } } },
      { probe: { httpGet: { path: '/x', scheme: 'HTTPS' } } },
    ],
    [
      'another type leaves nothing of the decided one',
      { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
      { strategy: { type: 'Recreate' } },
      { strategy: { type: 'Recreate' } },
    ],
    [
      'the same type is completed',
      { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
      { strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } } },
      { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
    ],
    [
      'named things inside objects',
      { spec: { template: { volumes: [{ name: 'a' }] } } },
      { spec: { template: { volumes: [{ name: 'b' }] } } },
      { spec: { template: { volumes: [{ name: 'a' }, { name: 'b' }] } } },
    ],
  ])('%s', (_name, decided, given, merged) => {
    expect(overlay(decided, given)).toEqual(merged);
  });

  const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.string()));
  const object = (inner: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(leaf, inner));
  const nested = object(object(object(leaf)));

  test('without given fields the defaults stay, and without defaults the given fields stay', () => {
    fc.assert(
      fc.property(nested, tree => {
        expect(overlay(tree, {})).toEqual(tree);
        expect(overlay({}, tree)).toEqual(tree);
        expect(overlay(tree, tree)).toEqual(tree);
      }),
    );
  });

  test('every given leaf is kept, every field with only a default too, and the input does not change', () => {
    fc.assert(
      fc.property(nested, nested, (decided, given) => {
        const before = JSON.stringify([decided, given]);
        const merged = overlay(decided, given);
        expect(JSON.stringify([decided, given])).toBe(before);
        expect(leaves(merged)).toEqual(expect.arrayContaining(leaves(given)));
        expect(Object.keys(merged).sort()).toEqual(
          [...new Set([...Object.keys(decided), ...Object.keys(given)])].sort(),
        );
        for (const field of Object.keys(decided).filter(name => !(name in given))) {
          expect(merged[field]).toEqual(decided[field]);
        }
      }),
    );
  });

  test('named lists are merged: each name is there once', () => {
    const named = fc.uniqueArray(fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.string() }), {
      selector: item => item.name,
    });
    fc.assert(
      fc.property(named, named, (decided, given) => {
        const names = (overlay({ env: decided }, { env: given }).env as unknown as { name: string }[]).map(
          item => item.name,
        );
        expect([...names].sort()).toEqual([...new Set([...decided, ...given].map(item => item.name))].sort());
      }),
    );
  });
});

/** `path=value` of everything that is not a plain object. */
function leaves(value: Json, path = ''): string[] {
  return typeof value === 'object' && !Array.isArray(value)
    ? Object.entries(value).flatMap(([field, inner]) => leaves(inner, `${path}.${field}`))
    : [`${path}=${JSON.stringify(value)}`];
}
