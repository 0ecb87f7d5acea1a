import { readFileSync } from 'node:fs';
import { InvalidInput } from '../../errors';

/** Why the disk refused, in words that a user knows. */
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
  return words[error.code ?? ''] ?? error.code ?? 'an unknown error';
}

/**
 * Nothing is lost where somebody else owns it, as after a first synth in a container or with sudo: whoever put another
 * file in its place would lose it.
 */
const PERMISSION = 'let whoever runs synth read it: chown it to them';

/** `fix` is for a file that is gone or broken. */
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
