import { Input, InputObject } from '../../lib/verify/input';

const at = (source: string, namespace?: string): InputObject => ({
  source,
  object: { kind: 'ConfigMap', metadata: { name: 'catalog', ...(namespace !== undefined && { namespace }) } },
});
const find = (objects: readonly InputObject[], source: string): InputObject | undefined =>
  new Input(objects).find({ kind: 'ConfigMap', namespace: 'shop', name: 'catalog', source });

test.each<[string, readonly InputObject[], string, InputObject | undefined]>([
  ['in the same file', [at('a/x.yaml', 'shop'), at('a/y.yaml', 'shop')], 'a/y.yaml', at('a/y.yaml', 'shop')],
  ['in the same folder', [at('a/x.yaml', 'shop'), at('b/x.yaml', 'shop')], 'b/z.yaml', at('b/x.yaml', 'shop')],
  [
    'in the folder above',
    [at('a/one/x.yaml', 'shop'), at('a/x.yaml', 'shop'), at('b/x.yaml', 'shop')],
    'b/one/x.yaml',
    at('b/x.yaml', 'shop'),
  ],
  [
    'the first of several that are equally near',
    [at('a/x.yaml', 'shop'), at('b/x.yaml', 'shop')],
    'c/x.yaml',
    at('a/x.yaml', 'shop'),
  ],
  [
    'one with its namespace before one without',
    [at('a/x.yaml'), at('b/x.yaml', 'shop')],
    'c/x.yaml',
    at('b/x.yaml', 'shop'),
  ],
  ['one without a namespace', [at('a/x.yaml')], 'c/x.yaml', at('a/x.yaml')],
  ['none of another namespace', [at('a/x.yaml', 'store')], 'a/x.yaml', undefined],
])('a reference is resolved to the object %s', (_name, objects, source, expected) => {
  expect(find(objects, source)).toEqual(expected);
});

const workload = (source: string, name: string, kind = 'Deployment'): InputObject => ({
  source,
  object: {
    kind,
    metadata: { namespace: 'shop', name },
    spec: { template: { metadata: { labels: { app: 'catalog' } } } },
  },
});
const selected = (objects: readonly InputObject[], source: string): string[] =>
  new Input(objects)
    .withLabels({ app: 'catalog' }, { kinds: ['Deployment'], namespace: 'shop', source })
    .map(one => one.source);

test('with workloads in several folders, all those of the nearest folder count', () => {
  const objects = [workload('a/x.yaml', 'one'), workload('b/x.yaml', 'two'), workload('b/y.yaml', 'three')];
  expect(selected(objects, 'b/z.yaml')).toEqual(['b/x.yaml', 'b/y.yaml']);
  expect(selected([], 'b/z.yaml')).toEqual([]);
});

describe('files that hold the same workload are two environments', () => {
  test.each<[string, readonly InputObject[], string, readonly string[]]>([
    [
      'file beside file, with another workload in one of them',
      [workload('a/x.yaml', 'one'), workload('a/y.yaml', 'one'), workload('a/y.yaml', 'two')],
      'a/x.yaml',
      ['a/x.yaml'],
    ],
    [
      'folder beside folder, with another workload in a file of its own',
      [workload('a/x.yaml', 'one'), workload('b/x.yaml', 'one'), workload('b/y.yaml', 'two')],
      'a/z.yaml',
      ['a/x.yaml'],
    ],
    [
      'and share a folder that holds neither',
      [
        workload('a/x.yaml', 'one', 'StatefulSet'),
        workload('b/x.yaml', 'one', 'StatefulSet'),
        workload('c/x.yaml', 'two'),
      ],
      'a/z.yaml',
      ['c/x.yaml'],
    ],
  ])('%s', (_name, objects, source, expected) => {
    expect(selected(objects, source)).toEqual(expected);
  });
});
