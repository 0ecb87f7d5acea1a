import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { JsonObject } from '../../lib/kubernetes/manifest';
import { verify } from '../../lib/verify/verify';
import { isActionable } from '../../lib/verify/finding';
import { checkManifests } from '../scenarios/invariants';
import { synthesizeExample } from './run-example';

const ROOT = join(__dirname, '..', '..');
const NOW = new Date('2026-01-01T00:00:00Z');
const EXAMPLES = [
  'main.ts',
  ...readdirSync(join(ROOT, 'examples'))
    .filter(file => file.endsWith('.ts'))
    .map(file => `examples/${file}`),
];

describe.each(EXAMPLES)('%s', example => {
  const documents = [...synthesizeExample(join(ROOT, example))].flatMap(([file, text]) =>
    parseAllDocuments(text).map(document => ({ file, object: document.toJSON() as JsonObject })),
  );

  test('every object of it obeys the rules for all manifests', () => {
    expect(checkManifests(documents)).toEqual([]);
  });

  test('verify finds nothing to do', () => {
    const given = documents.map(({ file, object }) => ({ source: file, object }));
    const reports = verify(given, { now: NOW, warnDays: 30 });
    expect(reports.length).toBeGreaterThan(0);
    expect(reports.flatMap(({ findings }) => findings.filter(isActionable))).toEqual([]);
  });

  test('fits on a screen', () => {
    expect(readFileSync(join(ROOT, example), 'utf8').split('\n').length).toBeLessThanOrEqual(51);
  });
});
