import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = readFileSync(join(__dirname, '..', 'CHANGELOG.md'), 'utf8');
const [, breaking = ''] = /^### Before 1\.0: renamed API$(.*?)^(?:## |\[Unreleased\]: )/ms.exec(text) ?? [];
const entries: string[] = breaking.match(/^- .*/gm) ?? [];

test('every breaking change in CHANGELOG.md says what was and what is', () => {
  expect(breaking).toContain('### Before 1.0: changed manifests');
  expect(entries.filter(entry => !/^- `[^`]+` → (?:`[^`]+`|removed)/.test(entry))).toEqual([]);
});

test('no breaking change stands in CHANGELOG.md twice', () => {
  expect(entries.filter((entry, index) => entries.indexOf(entry) !== index)).toEqual([]);
});
