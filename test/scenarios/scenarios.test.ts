import { Profile } from 'cdk8s-extension-api-server';
import { parseAllDocuments } from 'yaml';
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

  test('every object of it obeys the rules for all manifests', () => {
    const documents = [...files].flatMap(([file, text]) =>
      parseAllDocuments(text).map(document => ({ file, object: document.toJSON() })),
    );
    expect(checkManifests(documents)).toEqual([]);
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
