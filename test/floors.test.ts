import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

/**
 * The house, from the ground up. An import goes down, or stays in its own folder. Several places on one floor never
 * import each other. ARCHITECTURE.md quotes this table.
 */
export const FLOORS: readonly (readonly string[])[] = [
  ['command', 'errors', 'notices'],
  ['input'],
  ['kubernetes'],
  ['signatures'],
  ['model'],
  ['pki'],
  ['delivery'],
  ['secrets'],
  ['tls', 'storage', 'backend', 'secure-serving', 'objects', 'aggregation-layer', 'verify'],
  ['props', 'construct'],
  ['resolve'],
  ['extension-api-server'],
  ['gitops'],
  ['index'],
  ['cli'],
];

const LIB = join(__dirname, '..', 'lib');
const place = (file: string): string => relative(LIB, file).replaceAll('\\', '/').split('/')[0]!.replace(/\.ts$/, '');
const floor = (name: string): number => FLOORS.findIndex(names => names.includes(name));
const files = readdirSync(LIB, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
  .map(entry => join(entry.parentPath, entry.name));

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/(?:from|require\()\s*'(\.[^']+)'/g)].map(([, path]) =>
    resolve(dirname(file), path!),
  );
}

test('every place has a floor', () => {
  expect(files.map(place).filter(name => floor(name) < 0)).toEqual([]);
});

test('every import goes down or stays in its folder', () => {
  const wrong = files.flatMap(file =>
    importsOf(file)
      .filter(target => place(file) !== place(target) && floor(place(file)) <= floor(place(target)))
      .map(target => `${relative(LIB, file)} imports ${relative(LIB, target)}`),
  );
  expect(wrong).toEqual([]);
});

test('a file holds one thing', () => {
  const long = files
    .map(file => [relative(LIB, file), readFileSync(file, 'utf8').split('\n').length] as const)
    // A struct with a documented field a paragraph is a table, and so is what a program writes.
    .filter(([name, lines]) => lines > (/^(props|signatures)[\\/]/.test(name) ? 400 : 260));
  expect(long).toEqual([]);
});

function groupedBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  }
  return groups;
}

/** Where the floors follow one thing down: its props, how they are resolved, what is emitted. */
const FOLLOWED_DOWN = ['props', 'resolve', 'objects', 'backend'];
const EXPORTED_TYPE = /^export (?:abstract )?(?:class|interface|type|enum) (\w+)/gm;

test('a file has a name of its own, except where the floors follow one thing down', () => {
  const shared = [...groupedBy(files, file => basename(file))].filter(
    ([, paths]) => paths.length > 1 && !paths.every(path => FOLLOWED_DOWN.includes(place(path))),
  );
  expect(shared.map(([, paths]) => paths.map(path => relative(LIB, path)))).toEqual([]);
});

test('an exported type has a name of its own', () => {
  const types = files.flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(EXPORTED_TYPE)].map(([, name]) => ({ name: name!, file })),
  );
  const shared = [...groupedBy(types, ({ name }) => name)].filter(([, found]) => found.length > 1);
  expect(shared.map(([name, found]) => [name, found.map(({ file }) => relative(LIB, file))])).toEqual([]);
  expect(types.length).toBeGreaterThan(100);
});

test('names say something', () => {
  expect(
    files.map(file => relative(LIB, file)).filter(file => /(^|[\\/])(utils?|helpers?|common|misc)([.\\/])/.test(file)),
  ).toEqual([]);
});

test('ARCHITECTURE.md quotes the floors', () => {
  const text = readFileSync(join(__dirname, '..', 'ARCHITECTURE.md'), 'utf8');
  expect(text).toContain(
    FLOORS.map(names => names.join(' | '))
      .reverse()
      .join('\n'),
  );
});
