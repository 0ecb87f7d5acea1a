import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXCEPTIONS } from './exceptions';
import { PROMISED_VERSION } from './schemas';

const ROOT = join(__dirname, '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8');
const reasons = /^## Exceptions$(.*?)^## /ms.exec(page)?.[1] ?? '';
const paragraphs = new Map(
  reasons
    .split(/^### /m)
    .slice(1)
    .map(text => [text.slice(0, text.indexOf('\n')), text] as const),
);

test('docs/security.md gives the reasons of these exceptions and of no other', () => {
  expect([...paragraphs.keys()]).toEqual(EXCEPTIONS.map(({ title }) => title));
});

test.each(EXCEPTIONS)('docs/security.md names each check of "$title"', ({ title, checks }) => {
  const text = paragraphs.get(title) ?? '';
  expect(checks.filter(({ scanner, check }) => !text.includes(scanner) || !text.includes(check))).toEqual([]);
});

test('docs/security.md names no check that is not excepted', () => {
  const known = EXCEPTIONS.flatMap(({ checks }) => checks.map(({ check }) => check));
  const named = [...reasons.matchAll(/CKV2?_K8S_\d+|(?<=kube-score |and )(?:[a-z]+-)+[a-z]+(?=[,;.])/g)].map(
    ([check]) => check,
  );
  expect([...new Set(named)].sort()).toEqual([...known].sort());
});

test('there are at most three exceptions', () => {
  expect(EXCEPTIONS.length).toBeLessThanOrEqual(3);
});

test('docs/security.md quotes the props of the strictest server', () => {
  const quoted = /```ts\n(.*?)```/s.exec(reasons)?.[1] ?? 'nothing';
  expect(readFileSync(join(__dirname, 'strictest.ts'), 'utf8')).toContain(quoted);
});

test('README promises the oldest version whose schemas are checked', () => {
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`Kubernetes ${PROMISED_VERSION} or later`);
});
