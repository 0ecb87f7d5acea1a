import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeAbandoned, writeWhole } from './draft';

/** Thrown if Git would track private keys. */
export class KeysNotIgnored extends Error {
  constructor(readonly file: string) {
    super(`${file} lets keys into Git`);
  }
}

/** Keys, and drafts that may hold one. */
const PATTERNS = ['*.key', '.*.tmp'];
const GITIGNORE = [
  '# Private keys stay where they were minted. Everything else here belongs in Git.',
  ...PATTERNS,
  '',
].join('\n');

/**
 * Called before a key is written: one of the folders, outermost first, must have a `.gitignore` that ignores keys. A
 * file that exists belongs to the user and is not changed; a folder without one gets one. The innermost file wins:
 * https://git-scm.com/docs/gitignore
 */
export function ignoreKeys(folders: readonly string[]): void {
  const files = folders.map(folder => join(folder, '.gitignore'));
  const lines = files.map(file =>
    existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .map(line => line.trim())
      : undefined,
  );
  const lastException = lines.map(found => found?.some(line => line.startsWith('!'))).lastIndexOf(true);
  const inner = lines.slice(lastException + 1);
  if (inner.some(found => found && PATTERNS.every(pattern => found.includes(pattern)))) {
    return;
  }
  const free = inner.indexOf(undefined);
  if (free < 0) {
    throw new KeysNotIgnored(files.at(-1)!);
  }
  const file = files[lastException + 1 + free]!;
  removeAbandoned(dirname(file));
  writeWhole(file, 'gitignore', GITIGNORE);
}
