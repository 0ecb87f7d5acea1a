import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { JsonObject, Strings } from '../../kubernetes/manifest';

/** The first version of SOPS that knows `mac_only_encrypted`. */
const VERSION = '3.9.0';
export const DATA_KEY_BYTES = 32;
/** Not the usual 12: https://github.com/getsops/sops/blob/v3.13.3/aes/cipher.go */
const NONCE_BYTES = 32;
const TAG_BYTES = 16;
/**
 * What the digest over encrypted values alone begins with, so that it cannot be taken for one over all: SHA-256 of
 * `sops`.
 */
const DIGEST_BEGINS_WITH = createHash('sha256').update('sops').digest();

/** Encrypts one value. The path stays outside of the ciphertext, and only who knows it can decrypt. */
export type EncryptValue = (plaintext: string, path: string) => string;

export interface WrappedKey extends JsonObject {
  readonly recipient: string;
  readonly enc: string;
}

export function newDataKey(): Buffer {
  return randomBytes(DATA_KEY_BYTES);
}

/** https://github.com/getsops/sops/blob/v3.13.3/README.rst#encryption-protocol */
export function encryptWith(key: Buffer): EncryptValue {
  return (plaintext, path) => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(path, 'utf8'));
    const encrypted = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    return encryptedValue(encrypted, nonce, cipher.getAuthTag());
  };
}

/** Zero from end to end. */
export const encryptWithNothing: EncryptValue = plaintext =>
  encryptedValue(Buffer.alloc(Buffer.byteLength(plaintext)), Buffer.alloc(NONCE_BYTES), Buffer.alloc(TAG_BYTES));

function encryptedValue(encrypted: Buffer, nonce: Buffer, tag: Buffer): string {
  // SOPS has no ciphertext for an empty text.
  return encrypted.length === 0
    ? ''
    : `ENC[AES256_GCM,data:${encrypted.toString('base64')},iv:${nonce.toString('base64')},tag:${tag.toString('base64')},type:str]`;
}

/**
 * What SOPS adds to a Secret, and its encrypted values. The digest covers these alone: labels and annotations of the
 * Secret may change without the key.
 */
export function encryptedDocument(
  data: Strings,
  encrypt: EncryptValue,
  now: Date,
  age: readonly WrappedKey[],
): JsonObject {
  // In the order in which SOPS will read them: objects keep it, and cdk8s prints keys sorted.
  const base64 = Object.entries(data).map(
    ([key, text]) => [key, Buffer.from(text, 'utf8').toString('base64')] as const,
  );
  const digest = base64
    .reduce((hash, [, value]) => hash.update(value), createHash('sha512').update(DIGEST_BEGINS_WITH))
    .digest('hex')
    .toUpperCase();
  const lastmodified = now.toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    data: Object.fromEntries(base64.map(([key, value]) => [key, encrypt(value, `data:${key}:`)])),
    sops: {
      age,
      encrypted_regex: '^(data|stringData)$',
      lastmodified,
      mac: encrypt(digest, lastmodified),
      mac_only_encrypted: true,
      version: VERSION,
    },
  };
}
