import { parseAllDocuments } from 'yaml';
import { checkManifests } from './invariants';
import { readFiles, render, Story, withoutKeys } from './render';
import { expectedFolder, stories } from './stories';

describe.each(stories)('%s', name => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const story = require(`./${name}/app`) as Story;
  const files = render(story);

  test('is what was reviewed (npm run goldens writes it anew)', () => {
    expect(Object.fromEntries(withoutKeys(files))).toEqual(Object.fromEntries(readFiles(expectedFolder(name))));
  });

  test('is the same a second time', () => {
    expect([...render(story)]).toEqual([...files]);
  });

  test('breaks no rule that holds for every output', () => {
    const documents = [...files].flatMap(([file, text]) =>
      parseAllDocuments(text).map(document => ({ file, object: document.toJSON() })),
    );
    expect(checkManifests(documents)).toEqual([]);
  });
});

test('there are stories', () => {
  expect(stories.length).toBeGreaterThanOrEqual(10);
});
