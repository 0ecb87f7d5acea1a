import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectsOf, fixtureApp, serverWith } from './construct/server-in-app';

const ROOT = join(__dirname, '..');
const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const readme = text('README.md');
const markdown = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'CODE_OF_CONDUCT.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true })
    .map(file => `docs/${String(file)}`)
    .filter(file => file.endsWith('.md')),
];

test('the first example in README is main.ts, byte for byte', () => {
  expect(/```ts\n([\s\S]*?)```/.exec(readme)?.[1]).toBe(text('main.ts'));
});

test('the snapshot test in README is test/users/readme.test.ts', () => {
  expect(/```js\n([\s\S]*?)```/.exec(readme)?.[1]).toBe(text('test/users/readme.test.ts'));
});

test('README and package.json require the same Node', () => {
  const { engines } = JSON.parse(text('package.json')) as { engines: { node: string } };
  expect(engines.node).toBe(`>= ${/Node ([\d.]+) or later/.exec(readme)?.[1]}.0`);
});

test('the first code block in README has the two commands', () => {
  const [first = '', second = ''] = /```sh\n([\s\S]*?)```/.exec(readme)?.[1]?.split('\n') ?? [];
  expect([first, second].map(line => line.replace(/ *#.*/, ''))).toEqual(['npm ci && npm run synth', 'npm cit']);
});

test('the table of emitted objects in README has every kind', () => {
  const app = fixtureApp();
  serverWith({}, app);
  const table = readme.slice(readme.indexOf('## What is emitted'), readme.indexOf('## TLS'));
  expect(
    objectsOf(app)
      .map(({ kind }) => kind)
      .filter(kind => !table.includes(kind)),
  ).toEqual([]);
});

test.each(markdown)('%s links to files that exist', file => {
  const targets = [...text(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) =>
    join(ROOT, file, '..', target!),
  );
  expect(targets.filter(target => !existsSync(target))).toEqual([]);
});

test.each(markdown)('%s names files of this repository that exist', file => {
  const named = [...text(file).matchAll(/`((?:lib|test|examples|crds|imports|docs)\/[\w./-]+)`/g)].map(
    ([, path]) => path!,
  );
  expect(named.filter(path => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('every script that the documents name exists', () => {
  const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
  const named = markdown.flatMap(file => [...text(file).matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script!));
  expect(named.filter(script => !(script in scripts))).toEqual([]);
});
