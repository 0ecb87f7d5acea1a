// Makes each input of the scanners that is no Go program once. It appears under its name when it is complete.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CACHE } from '../cluster/folders';
import { step } from '../cluster/progress';

/** `madeFrom` is everything that decides the content: a change makes a new folder, and an old one is never wrong. */
export async function madeOnce(
  name: string,
  madeFrom: readonly string[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const made = createHash('sha256')
    .update([name, ...madeFrom].join('\n'))
    .digest('hex')
    .slice(0, 12);
  const path = join(CACHE, 'conformance', `${name}-${made}`);
  if (existsSync(path)) return path;
  const partial = `${path}.${randomUUID()}`;
  await mkdir(partial, { recursive: true });
  try {
    await step(`making ${name}`, () => make(partial));
    // Another run may have been faster: both made the same.
    await rename(partial, path).catch((error: Error) => {
      if (!existsSync(path)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return path;
}
