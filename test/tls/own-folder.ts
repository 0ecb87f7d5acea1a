import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Each test of the file runs in a folder of its own; what the library says to standard error is in `said`. */
export function inOwnFolder(): { readonly said: string[]; readonly folder: () => string } {
  const home = process.cwd();
  const said: string[] = [];
  let folder = '';
  beforeEach(() => {
    process.chdir((folder = mkdtempSync(join(tmpdir(), 'tls-'))));
    said.length = 0;
    jest.spyOn(process.stderr, 'write').mockImplementation(text => said.push(String(text).trim()) > 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });
  return { said, folder: () => folder };
}
