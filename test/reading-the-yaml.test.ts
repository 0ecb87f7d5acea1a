import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { synthesizeExample } from './examples/run-example';

const ROOT = join(__dirname, '..');
const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const ROW = /^\| `([\w.]+): (.+)` \| (\w+) \| \[(lib\/[\w/-]+\.ts)\]\(\.\.\/\4\): `(.+)` \| (.+\.) \|$/;

interface Row {
  readonly path: string;
  readonly value: unknown;
  readonly kind: string;
  readonly file: string;
  readonly code: string;
}

const rows = text('docs/reading-the-yaml.md')
  .split('\n')
  .filter(line => line.startsWith('| `'))
  .map((line): Row => {
    const [, path = '', value = '', kind = '', file = '', code = ''] = ROW.exec(line) ?? [];
    return { path, value: parse(value), kind, file, code };
  });

const objects = [...synthesizeExample(join(ROOT, 'main.ts')).values()].flatMap(yaml =>
  parseAllDocuments(yaml).map(document => document.toJSON() as { readonly kind: string }),
);

/** Every field of an object, by its path without the numbers of list items. */
function fields(value: unknown, path = ''): [string, unknown][] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) => fields(one, Array.isArray(value) ? path : `${path}.${key}`))
      : [];
  return [[path, value], ...inner];
}

test('the table has ten lines', () => {
  expect(rows.map(({ code }) => code).filter(code => code !== '')).toHaveLength(10);
});

test.each(rows)('$kind: main.ts emits $path', ({ kind, path, value }) => {
  const found = objects
    .filter(object => object.kind === kind)
    .flatMap(object => fields(object))
    .filter(([field]) => field.endsWith(`.${path}`))
    .map(([, emitted]) => emitted);
  expect(found).toContainEqual(value);
});

test.each(rows)('$path: $file has a comment above $code', ({ file, code }) => {
  const lines = text(file).split('\n');
  const place = lines.findIndex(line => new RegExp(`(?<!\\w)${code.replace(/[{}]/g, '\\$&')}(?!\\w)`).test(line));
  expect(place).toBeGreaterThan(0);
  expect(lines.slice(place - 2, place).join('\n')).toMatch(/^ *(\/\/|\*|\/\*\*)/m);
});
