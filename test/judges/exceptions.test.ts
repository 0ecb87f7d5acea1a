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

test('docs/security.md gives the reasons of exactly these', () => {
  expect([...paragraphs.keys()]).toEqual(EXCEPTIONS.map(({ title }) => title));
});

test.each(EXCEPTIONS)('$title: names each check', ({ title, checks }) => {
  const text = paragraphs.get(title) ?? '';
  expect(checks.filter(({ judge, check }) => !text.includes(judge) || !text.includes(check))).toEqual([]);
});

test('and no check that is none', () => {
  const known = EXCEPTIONS.flatMap(({ checks }) => checks.map(({ check }) => check));
  const named = [...reasons.matchAll(/CKV2?_K8S_\d+|(?<=kube-score |and )(?:[a-z]+-)+[a-z]+(?=[,;.])/g)].map(
    ([check]) => check,
  );
  expect([...new Set(named)].sort()).toEqual([...known].sort());
});

test('there are three at most', () => {
  expect(EXCEPTIONS.length).toBeLessThanOrEqual(3);
});

test('it quotes the props that leave nothing to say', () => {
  const quoted = /```ts\n(.*?)```/s.exec(reasons)?.[1] ?? 'nothing';
  expect(readFileSync(join(__dirname, 'strictest.ts'), 'utf8')).toContain(quoted);
});

test('README promises the oldest version that is judged', () => {
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`Kubernetes ${PROMISED_VERSION} or later`);
});
