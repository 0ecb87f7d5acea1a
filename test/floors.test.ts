import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * The house, from the ground up. An import goes down, or stays in its own folder. Several places on one floor never
 * import each other. ARCHITECTURE.md quotes this table.
 */
export const FLOORS: readonly (readonly string[])[] = [
  ['errors', 'notices'],
  ['input'],
  ['kubernetes'],
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
    // A struct with a documented field a paragraph is a table.
    .filter(([name, lines]) => lines > (name.startsWith('props/') ? 400 : 260));
  expect(long).toEqual([]);
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
