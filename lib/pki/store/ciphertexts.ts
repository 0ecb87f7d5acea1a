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
  /** The text of the file that this replaces, if there was one. */
  readonly replaces: string | undefined;
}

interface Staged {
  readonly where: string;
  readonly change: CiphertextChange;
}

/** Thrown if another process wrote in the meantime. */
class WrittenMeanwhile extends Error {}

/**
 * Keys that users gave and that were encrypted once: `<folder>/<namespace>/<secret>.<delivery>.json`. Only the
 * ciphertext is stored, so a machine without the key can read it but not write it.
 */
export class CiphertextStore {
  private readonly staged = new Map<string, Staged>();

  /** Stores with the same `unpublished` share staged changes, as long as the disk still holds the old text. */
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
    // This store writes it too: the app that staged it may turn out to be invalid.
    this.staged.set(file, { where, change });
    return orRefuse(where, parseEncrypted(file, change.text));
  }

  /** `of` identifies the key without revealing it. */
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
    return; // Another store that shares the change was first.
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

/** Only one of two processes succeeds: a link fails if the file exists. */
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
