import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InvalidInput, orRefuse } from '../../errors';
import { Encrypted } from '../slots';
import { draftOf, makeFolder, removeAbandoned, writeWhole } from './draft';
import { EncryptedFile, encryptedText, parseEncrypted } from './encrypted-file';
import { reason, readText } from './reasons';

export interface SecretId {
  readonly namespace: string;
  readonly name: string;
}

interface Staged {
  readonly where: string;
  readonly text: string;
  readonly known: boolean;
}

/**
 * Keys that users bring and that were encrypted once: `<folder>/<namespace>/<secret>.<delivery>.json`. Nothing but the ciphertext is kept, so
 * only a machine that is given the key can write here, and all others read.
 */
export class CiphertextStore {
  private readonly staged = new Map<string, Staged>();

  constructor(private readonly folder: string) {}

  location({ namespace, name }: SecretId, delivery: string): string {
    return `${this.folder}/${namespace}/${name}.${delivery}.json`;
  }

  read(where: string, id: SecretId, delivery: string): EncryptedFile | undefined {
    const file = this.location(id, delivery);
    return existsSync(file) ? orRefuse(where, parseEncrypted(file, readText(where, file, 'restore it from Git, or pass the key once more'))) : undefined;
  }

  /** `of` says what was encrypted, without saying the key. */
  stage(where: string, id: SecretId, encrypted: Encrypted, of: string): void {
    const file = this.location(id, encrypted.delivery);
    this.staged.set(file, { where, text: encryptedText(encrypted, of), known: existsSync(file) });
  }

  publish(): void {
    for (const [file, { where, text, known }] of this.staged) {
      try {
        makeFolder(dirname(file));
        removeAbandoned(dirname(file));
        if (known) {
          writeWhole(file, 'ciphertext', text);
        } else {
          createWhole(file, text);
        }
      } catch (error) {
        const got = (error as NodeJS.ErrnoException).code === 'EEXIST' && existsSync(file) ? undefined : reason(error as NodeJS.ErrnoException);
        throw new InvalidInput(where, got === undefined
          ? { must: `${file} must be written by one synth at a time`, got: 'another that finished first', fix: 'run synth again: it reads what the other wrote' }
          : { must: `${file} must be writable: the encrypted key is kept there`, got, fix: 'run synth once where it is, and commit the file' });
      }
      this.staged.delete(file);
    }
  }
}

/** Of two processes only one can. */
function createWhole(file: string, text: string): void {
  const draft = draftOf(dirname(file), 'ciphertext');
  try {
    writeFileSync(draft, text);
    linkSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
