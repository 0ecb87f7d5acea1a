import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeAbandoned, writeWhole } from './draft';

/** Thrown where Git would take private keys. */
export class KeysNotIgnored extends Error {
  constructor(readonly file: string) {
    super(`${file} lets keys into Git`);
  }
}

/** Keys, and drafts that may hold one. */
const PATTERNS = ['*.key', '.*.tmp'];
const GITIGNORE = `# Private keys stay where they were minted. Everything else here belongs in Git.\n${PATTERNS.join('\n')}\n`;

/**
 * Before a key is written: of the folders, outermost first, one must have a file that keeps keys out of Git. A file
 * that is there is the user's and stays as it is; where it does not, another folder gets one. The innermost has the
 * last word: https://git-scm.com/docs/gitignore
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
