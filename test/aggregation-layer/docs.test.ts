import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const text = readFileSync(join(ROOT, 'docs', 'aggregation-layer.md'), 'utf8');
const quotes = [...text.matchAll(/<!-- quoted: (\S+) -->\n```\w+\n([\s\S]*?)```\n/g)].map(
  ([, file, quote]) => [file!, quote!] as const,
);

test.each(quotes)('docs/aggregation-layer.md quotes %s as it is', (file, quote) => {
  expect(quote).toBe(readFileSync(join(ROOT, file), 'utf8'));
});

test('every example of docs/aggregation-layer.md is a quote, and every distribution has one', () => {
  expect(text.match(/^```\w+$/gm)).toHaveLength(quotes.length);
  const files = quotes.map(([file]) => file.split('/').at(-1));
  expect(files).toEqual(
    expect.arrayContaining([
      'flags.txt',
      'kubeadm-v1beta3.yaml',
      'kubeadm-v1beta4.yaml',
      'kube-apiserver-aggregation+json.yaml',
      'kind.yaml',
      'k3s.yaml',
      'rke2.yaml',
      'talos.yaml',
    ]),
  );
});
