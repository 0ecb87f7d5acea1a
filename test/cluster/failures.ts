// Collects the failures and prints them again at the end of the run, where readers of a log look first.
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In the environment, because the tests and the end of the run share no module. */
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
