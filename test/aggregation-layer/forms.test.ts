import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { AggregationLayer } from 'cdk8s-extension-api-server';
import { forms, GOLDENS, layerOf, STORIES } from './forms';

describe.each(STORIES)('%s', story => {
  const yielded = forms(layerOf(story));
  const golden = (file: string): string => readFileSync(join(GOLDENS, story, file), 'utf8');

  test('yields the goldens, byte for byte', () => {
    expect(Object.fromEntries(yielded)).toEqual(
      Object.fromEntries([...yielded.keys()].map(file => [file, golden(file)])),
    );
  });

  test('has no golden left over', () => {
    expect(
      readdirSync(join(GOLDENS, story))
        .filter(file => file !== 'layer.ts')
        .sort(),
    ).toEqual([...yielded.keys()].sort());
  });

  test('yields the same when asked again', () => {
    expect(forms(layerOf(story))).toEqual(yielded);
  });

  test('yields YAML whose values of flags are text', () => {
    for (const file of [...yielded.keys()].filter(name => name.startsWith('kubeadm'))) {
      const args = (parse(golden(file)) as { apiServer?: { extraArgs?: object } }).apiServer?.extraArgs ?? {};
      const values = Object.values(args).map(
        arg => (typeof arg === 'object' ? (arg as { value: unknown }).value : arg) as unknown,
      );
      expect(values.filter(value => typeof value !== 'string')).toEqual([]);
    }
  });

  test('keeps private keys to the form that needs one', () => {
    const withKey = [...yielded]
      .filter(([, text]) => text.includes('PRIVATE KEY') || text.includes('LS0tLS1CRUdJTiBFRDI1NTE5'))
      .map(([file]) => file);
    expect(withKey.filter(file => file !== 'talos.yaml')).toEqual([]);
  });
});

test('kubeadm knows the target and the kind of the patch from its name', () => {
  // The expression of kubeadm: cmd/kubeadm/app/util/patches/patches.go
  expect(
    /^(kube-apiserver)([^.+\n]*)?(\+)?(json|merge|strategic)?/.exec(AggregationLayer.STATIC_POD_PATCH_FILE)?.slice(1),
  ).toEqual(['kube-apiserver', '-aggregation', '+', 'json']);
});
