import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InvalidInput, orRefuse } from '../../errors';
import { Encrypted } from '../slots';
import { draftOf, makeFolder, removeAbandoned, writeWhole } from './draft';
import { EncryptedFile, encryptedText, parseEncrypted } from './encrypted-file';
import { reason, readText } from './reasons';
import { Unpublished } from './unpublished';

export interface SecretId {
  readonly namespace: string;
  readonly name: string;
}

export interface CiphertextChange {
  readonly text: string;
  /** What the file held. */
  readonly replaces: string | undefined;
}

interface Staged {
  readonly where: string;
  readonly change: CiphertextChange;
}

/** Thrown where somebody else wrote in the meantime. */
class WrittenMeanwhile extends Error {}

/**
 * Keys that users bring and that were encrypted once: `<folder>/<namespace>/<secret>.<delivery>.json`. Nothing but the
 * ciphertext is kept, so only a machine that is given the key can write here, and all others read.
 */
export class CiphertextStore {
  private readonly staged = new Map<string, Staged>();

  /**
   * Stores that are given the same `unpublished` take over what another staged, as long as the disk holds what that
   * replaces.
   */
  constructor(
    private readonly folder: string,
    private readonly unpublished = new Unpublished<CiphertextChange>(),
  ) {}

  location({ namespace, name }: SecretId, delivery: string): string {
    return `${this.folder}/${namespace}/${name}.${delivery}.json`;
  }

  read(where: string, id: SecretId, delivery: string): EncryptedFile | undefined {
    const file = this.location(id, delivery);
    const found = existsSync(file)
      ? readText(where, file, 'restore it from Git, or pass the key once more')
      : undefined;
    const change = this.unpublished.find(file);
    if (change === undefined || change.replaces !== found) {
      return found === undefined ? undefined : orRefuse(where, parseEncrypted(file, found));
    }
    // Ours to write, too: the app that staged it may turn out to be invalid.
    this.staged.set(file, { where, change });
    return orRefuse(where, parseEncrypted(file, change.text));
  }

  /** `of` says what was encrypted, without saying the key. */
  stage(where: string, id: SecretId, encrypted: Encrypted, of: string): void {
    const file = this.location(id, encrypted.delivery);
    const change = { text: encryptedText(encrypted, of), replaces: contentOf(file) };
    this.staged.set(file, { where, change });
    this.unpublished.add(file, change);
  }

  publish(): void {
    for (const [file, { where, change }] of this.staged) {
      try {
        write(file, change);
      } catch (error) {
        throw new InvalidInput(
          where,
          error instanceof WrittenMeanwhile
            ? {
                must: `${file} must be written by one synth at a time`,
                got: 'another that finished first',
                fix: 'run synth again: it reads what the other wrote',
              }
            : {
                must: `${file} must be writable: the encrypted key is kept there`,
                got: reason(error as NodeJS.ErrnoException),
                fix: 'run synth once where it is, and commit the file',
              },
        );
      }
      this.staged.delete(file);
      this.unpublished.remove(file, change);
    }
  }
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function write(file: string, { text, replaces }: CiphertextChange): void {
  const found = contentOf(file);
  if (found === text) {
    return; // Another store that shares it was first.
  }
  if (found !== undefined && found !== replaces) {
    throw new WrittenMeanwhile();
  }
  makeFolder(dirname(file));
  removeAbandoned(dirname(file));
  if (found === undefined) {
    createWhole(file, text);
  } else {
    writeWhole(file, 'ciphertext', text);
  }
}

/** Of two processes only one can. */
function createWhole(file: string, text: string): void {
  const draft = draftOf(dirname(file), 'ciphertext');
  try {
    writeFileSync(draft, text);
    linkSync(draft, file);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' && existsSync(file) ? new WrittenMeanwhile() : error;
  } finally {
    rmSync(draft, { force: true });
  }
}
