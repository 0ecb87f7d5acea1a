import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as versions from './cluster/versions';

const text = readFileSync(join(__dirname, '..', 'docs', 'tested.md'), 'utf8');

/** Its Go module counts otherwise than its releases. */
const asReleased = (name: string, version: string): string =>
  name === 'PROMETHEUS_VERSION' ? version.replace(/^0\.(\d)(\d+)/, '$1.$2') : version;

test('docs/tested.md names every version that the tests run, and no other', () => {
  const table = text.slice(0, text.indexOf('\n## '));
  const named = [...table.matchAll(/\b\d+\.\d+\.\d+\b/g)].map(([version]) => version);
  expect([...new Set(named)].sort()).toEqual(
    Object.entries(versions)
      .map(([name, version]) => asReleased(name, version))
      .sort(),
  );
});
