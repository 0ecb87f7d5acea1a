import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const [, ...entries] = text('docs/glossary.md').split(/^## /m);
const terms = entries.map(entry => {
  const [term = '', ...paragraphs] = entry.trim().split('\n\n');
  const definition = paragraphs.join('\n\n').replace(/(?<!\n)\n(?!\n)/g, ' ');
  return { term, anchor: term.toLowerCase().replaceAll(' ', '-'), definition };
});
const pages = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.md') && file !== 'glossary.md')
  .map(file => `docs/${file}`);
const anchors = ['README.md', ...pages].flatMap(page =>
  [...text(page).matchAll(/\]\([\w./]*glossary\.md#([\w-]+)\)/g)].map(([, anchor]) => anchor),
);

test('docs/glossary.md lists its terms in alphabetical order', () => {
  const names = terms.map(({ term }) => term);
  expect(names.length).toBeGreaterThan(0);
  expect(names).toEqual([...names].sort());
});

test.each(terms)('docs/glossary.md defines $term in one sentence', ({ definition }) => {
  expect(definition).toMatch(/^[^.\n]+(?:\.\w[^.\n]*)*\.$/);
});

test.each(terms)('README or docs/ link to the definition of $term', ({ anchor }) => {
  expect(anchors).toContain(anchor);
});

test('no link leads to a term that docs/glossary.md does not define', () => {
  const known = terms.map(({ anchor }) => anchor);
  expect(anchors.filter(anchor => !known.includes(anchor!))).toEqual([]);
});
