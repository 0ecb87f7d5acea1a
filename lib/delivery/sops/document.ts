import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { JsonObject, Strings } from '../../kubernetes/manifest';

/** The first version of SOPS that supports `mac_only_encrypted`. */
const VERSION = '3.9.0';
export const DATA_KEY_BYTES = 32;
/** SOPS does not use the common 12: https://github.com/getsops/sops/blob/v3.13.3/aes/cipher.go */
const NONCE_BYTES = 32;
const TAG_BYTES = 16;
/** SHA-256 of `sops`: the start of a digest over encrypted values only, so it differs from a digest over all values. */
const DIGEST_BEGINS_WITH = createHash('sha256').update('sops').digest();

/** Encrypts one value. The path is not in the ciphertext, but is needed to decrypt it. */
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

/** Zeros of the length of a ciphertext. */
export const encryptWithNothing: EncryptValue = plaintext =>
  encryptedValue(Buffer.alloc(Buffer.byteLength(plaintext)), Buffer.alloc(NONCE_BYTES), Buffer.alloc(TAG_BYTES));

const base64 = (bytes: Buffer): string => bytes.toString('base64');

function encryptedValue(encrypted: Buffer, nonce: Buffer, tag: Buffer): string {
  // SOPS has no ciphertext for an empty text.
  return encrypted.length === 0
    ? ''
    : `ENC[AES256_GCM,data:${base64(encrypted)},iv:${base64(nonce)},tag:${base64(tag)},type:str]`;
}

/**
 * The fields that SOPS adds to a Secret, and its encrypted values. The digest covers only the values, so labels and
 * annotations of the Secret may change without the key.
 */
export function encryptedDocument(
  data: Strings,
  encrypt: EncryptValue,
  now: Date,
  age: readonly WrappedKey[],
): JsonObject {
  // The caller sorts the keys: SOPS computes the digest in the order of the file, and cdk8s prints keys sorted.
  const values = Object.entries(data).map(([key, text]) => [key, base64(Buffer.from(text, 'utf8'))] as const);
  const digest = values
    .reduce((hash, [, value]) => hash.update(value), createHash('sha512').update(DIGEST_BEGINS_WITH))
    .digest('hex')
    .toUpperCase();
  const lastmodified = now.toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    data: Object.fromEntries(values.map(([key, value]) => [key, encrypt(value, `data:${key}:`)])),
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
