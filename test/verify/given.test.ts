import { find, Given, nearestOf } from '../../lib/verify/given';

const at = (source: string, namespace?: string): Given => ({
  source,
  object: { kind: 'Service', metadata: { name: 'catalog', ...(namespace !== undefined && { namespace }) } },
});
const wanted = (source: string) => ({ kinds: ['Service'], namespace: 'shop', name: 'catalog', source });

test.each<[string, readonly Given[], string, Given | undefined]>([
  ['in the same file', [at('a/x.yaml', 'shop'), at('a/y.yaml', 'shop')], 'a/y.yaml', at('a/y.yaml', 'shop')],
  ['in the same folder', [at('a/x.yaml', 'shop'), at('b/x.yaml', 'shop')], 'b/z.yaml', at('b/x.yaml', 'shop')],
  [
    'in the folder above',
    [at('a/one/x.yaml', 'shop'), at('a/x.yaml', 'shop'), at('b/x.yaml', 'shop')],
    'b/one/x.yaml',
    at('b/x.yaml', 'shop'),
  ],
  [
    'the first where all are as near',
    [at('a/x.yaml', 'shop'), at('b/x.yaml', 'shop')],
    'c/x.yaml',
    at('a/x.yaml', 'shop'),
  ],
  [
    'one that says its namespace before one that does not',
    [at('a/x.yaml'), at('b/x.yaml', 'shop')],
    'c/x.yaml',
    at('b/x.yaml', 'shop'),
  ],
  ['one without a namespace', [at('a/x.yaml')], 'c/x.yaml', at('a/x.yaml')],
  ['none of another namespace', [at('a/x.yaml', 'store')], 'a/x.yaml', undefined],
])('the object that is meant: %s', (_name, given, source, expected) => {
  expect(find(given, wanted(source))).toEqual(expected);
});

test('with workloads in several folders, all those of the nearest folder count', () => {
  expect(nearestOf([at('a/x.yaml'), at('b/x.yaml'), at('b/y.yaml')], 'b/z.yaml').map(({ source }) => source)).toEqual([
    'b/x.yaml',
    'b/y.yaml',
  ]);
  expect(nearestOf([], 'b/z.yaml')).toEqual([]);
});
