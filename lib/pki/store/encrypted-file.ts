import { Complaint } from '../../errors';
import { JsonObject } from '../../kubernetes/manifest';
import { Encrypted } from '../slots';

/** An encrypted key with its public facts. */
export interface EncryptedFile extends Encrypted {
  /** SHA-256 of the public part of the Secret: for a generation, of its certificate. */
  readonly of: string;
}

export function encryptedText(encrypted: Encrypted, of: string): string {
  const { delivery, recipient, binding, ciphertext } = encrypted;
  const file: EncryptedFile = { delivery, recipient, binding, of, ciphertext };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** The file's content, or a complaint. */
export function parseEncrypted(file: string, text: string): EncryptedFile | Complaint {
  const fix = 'restore it from Git; nothing was changed';
  let read: EncryptedFile;
  try {
    read = JSON.parse(text) as EncryptedFile;
  } catch {
    return {
      must: `${file} must be JSON`,
      got: text.trim() === '' ? 'an empty file' : `${text.length} characters that are not`,
      fix,
    };
  }
  const { delivery, recipient, binding, of, ciphertext } = Object(read) as EncryptedFile;
  const words = [delivery, recipient, binding, of].every(word => typeof word === 'string');
  return words && isObject(ciphertext)
    ? { delivery, recipient, binding, of, ciphertext }
    : { must: `${file} must say for whom and for what a key was encrypted`, got: 'a file that does not', fix };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
