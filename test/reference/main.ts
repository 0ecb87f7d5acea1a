// docs/reference/ from the compiled library. `--write` writes it; without, it is compared, so that a review sees every
// change of the public API.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAssemblyFromPath } from '@jsii/spec';
import { reference } from './reference';

const FOLDER = 'docs/reference';

const files = reference(loadAssemblyFromPath('.'));
const present = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
if (process.argv.includes('--write')) {
  mkdirSync(FOLDER, { recursive: true });
  present.filter(name => !files.has(name)).forEach(name => rmSync(join(FOLDER, name)));
  files.forEach((text, name) => writeFileSync(join(FOLDER, name), text));
} else {
  const older = [...new Set([...files.keys(), ...present])].filter(
    name => !present.includes(name) || readFileSync(join(FOLDER, name), 'utf8') !== files.get(name),
  );
  if (older.length > 0) {
    console.error(
      `${FOLDER} must describe the public API as it is, got an older ${older.join(', ')}; run npm run api:write`,
    );
    process.exitCode = 1;
  }
}
