import { constants, createDecipheriv, generateKeyPairSync, KeyObject, privateDecrypt } from 'node:crypto';
import { says, write } from '../pki/x509';
import { years } from './contents';

export interface Controller {
  readonly key: KeyObject;
  readonly certificate: string;
}

/** A controller of Sealed Secrets, as far as ciphertexts go. */
export const CONTROLLER: Controller = controller();

let other: Controller | undefined;
/** Made at first use: an RSA key takes a while, and most tests need one controller. */
export function another(): Controller {
  return (other ??= controller());
}

function controller(): Controller {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { key: privateKey, certificate: certificateOf(privateKey) };
}

export function certificateOf(key: KeyObject, from = -1, to = 1): string {
  return write({
    subject: 'sealed-secrets',
    issuer: 'sealed-secrets',
    key,
    issuerKey: key,
    notBefore: years(from),
    notAfter: years(to),
    extensions: [says.isCa(), ...says.keys(key, key)],
  });
}

/** Decrypts one value as the controller does: `\xNN\xNN` length, wrapped key, ciphertext, tag. */
export function unseal(value: string, label: string, key = CONTROLLER.key): string {
  const bytes = Buffer.from(value, 'base64');
  const end = 2 + bytes.readUInt16BE(0);
  const session = privateDecrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel: Buffer.from(label) },
    bytes.subarray(2, end),
  );
  const decipher = createDecipheriv('aes-256-gcm', session, Buffer.alloc(12)).setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(end, -16)), decipher.final()]).toString('utf8');
}
