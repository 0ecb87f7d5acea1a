// API.md from the compiled library. `--write` writes it, `--check` compares: a change of the public API is seen in
// review.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const target = join(mkdtempSync(join(tmpdir(), 'api-')), 'API.md');
execFileSync(process.execPath, ['node_modules/jsii-docgen/bin/jsii-docgen', '--output', target], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
const made = readFileSync(target, 'utf8');

if (process.argv.includes('--write')) {
  writeFileSync('API.md', made);
} else if (readFileSync('API.md', 'utf8') !== made) {
  console.error(
    'API.md must describe the public API as it is, got an older one; run npm run build && npm run api:write',
  );
  process.exit(1);
}
