import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIB = join(__dirname, '..', 'lib');
const sources = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => readFileSync(join(LIB, file), 'utf8'));
const exported = [...readFileSync(join(LIB, 'index.ts'), 'utf8').matchAll(/[{,]\s*(\w+)(?=[,\s}])/g)].map(
  ([, name]) => name!,
);

interface Factory {
  readonly owner: string;
  readonly name: string;
  readonly options: string;
}

const factories: readonly Factory[] = sources.flatMap(source =>
  [...source.matchAll(/^export class (\w+)(.*?)^}/gms)]
    .filter(([, owner]) => exported.includes(owner!))
    .flatMap(([, owner, body]) =>
      [...body!.matchAll(/public static (\w+)\((?:[^()]*, )?options: (\w+)/g)].map(([, name, options]) => ({
        owner: owner!,
        name: name!,
        options: options!,
      })),
    ),
);

const named = ({ owner, name }: Factory): string => `${owner}${name.charAt(0).toUpperCase()}${name.slice(1)}Options`;

test('options of a factory are named for its class and itself, or for the class where factories share them', () => {
  const shared = (options: string): boolean => factories.filter(factory => factory.options === options).length > 1;
  const wrong = factories.filter(
    factory => factory.options !== (shared(factory.options) ? `${factory.owner}Options` : named(factory)),
  );
  expect(factories.length).toBeGreaterThan(15);
  expect(wrong).toEqual([]);
});

test('options of a factory are exported', () => {
  expect(factories.map(({ options }) => options).filter(options => !exported.includes(options))).toEqual([]);
});
