// What failed, once more after everything else: a run prints hundreds of lines, and whoever reads its log looks at the
// end first.
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Named in the environment for the same reason as the file of the figures. */
const FILE = 'E2E_FAILURES';

export function startFailures(): void {
  process.env[FILE] = join(tmpdir(), `e2e-failures-${process.pid}`);
  rmSync(failuresFile(), { force: true });
}

export function recordFailure(text: string): void {
  appendFileSync(failuresFile(), `\n${text}\n`);
}

export function printFailures(): void {
  if (!existsSync(failuresFile())) return;
  process.stdout.write(`\n${readFileSync(failuresFile(), 'utf8').trim()}\n`);
  rmSync(failuresFile());
}

function failuresFile(): string {
  const file = process.env[FILE];
  if (file === undefined) throw new Error('failures: no file to write to; run the tests with npm run e2e');
  return file;
}
