// docs/reference/ as it is committed. npm run api compares it with the library.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anchors } from './markdown';
import { PAGES } from './pages';

const FOLDER = join(__dirname, '..', '..', 'docs', 'reference');
const files = readdirSync(FOLDER);
const text = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const headings = (file: string): string[] => [...text(file).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!);
const links = (file: string): string[] => [...text(file).matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target!);

test('there is a page for each family, and the overview', () => {
  expect(files.sort()).toEqual(['README.md', ...PAGES.map(({ name }) => `${name}.md`)].sort());
});

test.each(files)('%s links to files and headings that exist', file => {
  const broken = links(file)
    .filter(target => !target.startsWith('https:'))
    .filter(target => {
      const [path, anchor] = target.split('#');
      const known = existsSync(join(FOLDER, path || file));
      return !known || (anchor !== undefined && !anchors(headings(path || file)).includes(anchor));
    });
  expect(broken).toEqual([]);
});

test.each(files)('%s links to documentation on the web by its stable address', file => {
  const other = links(file)
    .filter(target => target.startsWith('https:'))
    .filter(
      target =>
        !/^https:\/\/kubernetes\.io\/docs\/reference\/generated\/kubernetes-api\/latest\/#[a-z0-9-]+$/.test(target) &&
        !/^https:\/\/cdk8s\.io\/docs\/latest\/reference\/cdk8s\/typescript\/#cdk8s\.\w+$/.test(target) &&
        !/^https:\/\/github\.com\/aws\/constructs\/blob\/10\.x\/API\.md#constructs\.\w+$/.test(target),
    );
  expect(other).toEqual([]);
});

test.each(files)('%s has no HTML', file => {
  const outsideCode = text(file).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  expect(outsideCode.match(/(?<!\\)<[^>\n]*>?/g) ?? []).toEqual([]);
});

test.each(PAGES)('page $name lists each of its types and methods at the top', ({ name }) => {
  const file = `${name}.md`;
  const [contents = ''] = text(file).split(/^## /m);
  const own = anchors(headings(file)).slice(1);
  expect([...contents.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor)).toEqual(own);
});
