import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { checkManifests } from '../scenarios/invariants';
import { runExample } from './run-example';

const ROOT = join(__dirname, '..', '..');
const EXAMPLES = [
  'main.ts',
  ...readdirSync(join(ROOT, 'examples'))
    .filter(file => file.endsWith('.ts'))
    .map(file => `examples/${file}`),
];

describe.each(EXAMPLES)('%s', example => {
  const files = runExample(join(ROOT, example));

  test('yields what was reviewed', () => {
    for (const [file, text] of files) {
      expect(text).toMatchSnapshot(file);
    }
  });

  test('breaks no rule that holds for every output', () => {
    const documents = [...files].flatMap(([file, text]) =>
      parseAllDocuments(text).map(document => ({ file, object: document.toJSON() })),
    );
    expect(checkManifests(documents)).toEqual([]);
  });

  test('fits on a screen', () => {
    expect(readFileSync(join(ROOT, example), 'utf8').split('\n').length).toBeLessThanOrEqual(51);
  });
});
