import { readFileSync } from 'node:fs';
import { InvalidInput } from '../../errors';

/** The reason of a failed file operation, in plain words. */
export function reason(error: NodeJS.ErrnoException): string {
  const words: { readonly [code: string]: string } = {
    ENOENT: 'no such file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'a folder',
    ENOTDIR: 'a file in place of a folder',
    EEXIST: 'a file in place of a folder',
    EROFS: 'a read-only disk',
    ENOSPC: 'a full disk',
    ENAMETOOLONG: 'a name that is too long for this disk',
  };
  return words[String(error.code)] ?? error.code ?? 'an unknown error';
}

/** The file is intact, for example after a first synth in a container or with sudo, so it must not be replaced. */
const PERMISSION = 'make it readable for the user who runs synth: chown it to that user';

/** `fix` applies to a file that is missing or broken. */
export function readText(where: string, file: string, fix: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const got = reason(error as NodeJS.ErrnoException);
    throw new InvalidInput(where, {
      must: `${file} must be a readable file`,
      got,
      fix: got === 'permission denied' ? PERMISSION : fix,
    });
  }
}
