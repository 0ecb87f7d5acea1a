import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { AggregationLayer } from 'cdk8s-extension-api-server';
import { forms, GOLDENS, layerOf, STORIES } from './forms';

describe.each(STORIES)('%s', story => {
  const yielded = forms(layerOf(story));
  const golden = (file: string): string => readFileSync(join(GOLDENS, story, file), 'utf8');

  test('every form equals its golden', () => {
    expect(Object.fromEntries(yielded)).toEqual(
      Object.fromEntries([...yielded.keys()].map(file => [file, golden(file)])),
    );
  });

  test('every golden belongs to a form', () => {
    expect(
      readdirSync(join(GOLDENS, story))
        .filter(file => file !== 'layer.ts')
        .sort(),
    ).toEqual([...yielded.keys()].sort());
  });

  test('a second call returns the same', () => {
    expect(forms(layerOf(story))).toEqual(yielded);
  });

  test('every flag has a value of type text in YAML', () => {
    for (const file of [...yielded.keys()].filter(name => name.startsWith('kubeadm'))) {
      const args = (parse(golden(file)) as { apiServer?: { extraArgs?: object } }).apiServer?.extraArgs ?? {};
      const values = Object.values(args).map(
        arg => (typeof arg === 'object' ? (arg as { value: unknown }).value : arg) as unknown,
      );
      expect(values.filter(value => typeof value !== 'string')).toEqual([]);
    }
  });

  test('a private key is only in the form that needs it', () => {
    const withKey = [...yielded]
      .filter(([, text]) => text.includes('PRIVATE KEY') || text.includes('LS0tLS1CRUdJTiBFRDI1NTE5'))
      .map(([file]) => file);
    expect(withKey.filter(file => file !== 'talos.yaml')).toEqual([]);
  });
});

test('the name of a kubeadm patch has its target and type', () => {
  // The expression of kubeadm: cmd/kubeadm/app/util/patches/patches.go
  expect(
    /^(kube-apiserver)([^.+\n]*)?(\+)?(json|merge|strategic)?/.exec(AggregationLayer.STATIC_POD_PATCH_FILE)?.slice(1),
  ).toEqual(['kube-apiserver', '-aggregation', '+', 'json']);
});
