import { constants, createCipheriv, KeyObject, publicEncrypt, randomBytes } from 'node:crypto';

/**
 * One value in the format of Sealed Secrets: a new key, wrapped for the controller, and the value encrypted with it.
 * The label is not in the ciphertext, but is needed to decrypt it.
 * https://github.com/bitnami-labs/sealed-secrets/blob/v0.30.0/pkg/crypto/crypto.go
 */
export function seal(controller: KeyObject, plaintext: string, label: string): string {
  const key = randomBytes(KEY_BYTES);
  const wrapped = publicEncrypt(
    {
      key: controller,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
      oaepLabel: Buffer.from(label, 'utf8'),
    },
    key,
  );
  // The key encrypts this one value, so its nonce may be zero.
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(NONCE_BYTES));
  const encrypted = [cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat([lengthOf(wrapped), wrapped, ...encrypted]).toString('base64');
}

/** Zeros of the length of the sealed value. */
export function unsealable(controller: KeyObject, plaintext: string): string {
  const wrapped = Buffer.alloc((controller.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  return Buffer.concat([lengthOf(wrapped), wrapped, Buffer.alloc(Buffer.byteLength(plaintext) + TAG_BYTES)]).toString(
    'base64',
  );
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return length;
}
