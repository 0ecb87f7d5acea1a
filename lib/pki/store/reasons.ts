import { readFileSync } from 'node:fs';
import { InvalidInput } from '../../errors';

/** Why the disk refused, in words that a user knows. */
export function reason(error: NodeJS.ErrnoException): string {
  const words: { readonly [code: string]: string } = {
    ENOENT: 'no such file', EACCES: 'permission denied', EPERM: 'permission denied', EISDIR: 'a folder', ENOTDIR: 'a file in place of a folder', EEXIST: 'a file in place of a folder', EROFS: 'a read-only disk', ENOSPC: 'a full disk', ENAMETOOLONG: 'a name that is too long for this disk',
  };
  return words[error.code ?? ''] ?? error.code ?? 'an unknown error';
}

export function readText(where: string, file: string, fix: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InvalidInput(where, { must: `${file} must be a readable file`, got: reason(error as NodeJS.ErrnoException), fix });
  }
}
