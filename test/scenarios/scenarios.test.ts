import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Profile } from 'cdk8s-extension-api-server';
import { parseAllDocuments } from 'yaml';
import { KubernetesObject } from '../construct/server-in-app';
import { ABOUT, COMPLETE } from './about';
import { selects } from './golden';
import { checkManifests } from './invariants';
import { readFiles, render } from './render';
import { expectedFolder, golden, stories, storyNamed } from './stories';

describe.each(stories)('%s', name => {
  const story = storyNamed(name);
  const files = render(story);

  test('synthesized, it yields the reviewed YAML (npm run goldens writes it)', () => {
    expect(Object.fromEntries(golden(name, files))).toEqual(Object.fromEntries(readFiles(expectedFolder(name))));
  });

  test('synthesized twice, it yields the same bytes', () => {
    expect([...render(story)]).toEqual([...files]);
  });

  const documents = [...files].flatMap(([file, text]) =>
    parseAllDocuments(text).map(document => ({ file, object: document.toJSON() as KubernetesObject })),
  );
  const source = readFileSync(join(expectedFolder(name), '..', 'app.ts'), 'utf8');
  const all = (kind: string): KubernetesObject[] =>
    documents.map(({ object }) => object).filter(object => object.kind === kind);

  test('every object of it obeys the rules for all manifests', () => {
    expect(checkManifests(documents)).toEqual([]);
  });

  test('an APIService skips verification only if the app says dangerouslySkipVerification', () => {
    const skipped = all('APIService').filter(({ spec }) => spec.insecureSkipTLSVerify === true);
    expect(skipped.length > 0).toBe(source.includes('dangerouslySkipVerification'));
  });

  test('a Namespace enforces a Pod Security level unless the profile is BARE', () => {
    const unlabelled = all('Namespace').filter(
      ({ metadata }) => metadata.labels?.['pod-security.kubernetes.io/enforce'] === undefined,
    );
    expect(source.includes('Profile.BARE') ? [] : unlabelled).toEqual([]);
  });

  test('every selector of its golden selects an object', () => {
    const texts = [...files.values()].flatMap(text => text.split('---\n'));
    expect((ABOUT[name] ?? []).filter(selector => !texts.some(text => selects(selector, text)))).toEqual([]);
  });
});

test('every story has a golden, complete or of selected objects', () => {
  expect([...Object.keys(ABOUT), ...Object.values(COMPLETE)].sort()).toEqual([...stories].sort());
});

test.each(Object.entries(COMPLETE))('the complete golden of profile %s is a story with that profile', (name, story) => {
  const source = String(storyNamed(story).build);
  const chosen = /Profile\.(\w+)/.exec(source)?.[1] ?? Profile.PRODUCTION;
  expect(chosen).toBe(name);
});
