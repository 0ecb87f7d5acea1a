import { createHash, createPublicKey, generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import * as der from '../../lib/pki/der';

/**
 * Certificates that the library would never write. Every field and extension is the caller's choice, so that one can be
 * wrong at a time.
 */
export interface Written {
  readonly subject: string;
  readonly key: KeyObject;
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: readonly der.Asn1[];
  readonly signature?: Signature;
}

export interface Signature {
  readonly oid: string;
  readonly sign: (data: Buffer, key: KeyObject) => Buffer;
}

const hashed = (oid: string, hash: string): Signature => ({ oid, sign: (data, key) => sign(hash, data, key) });

export const SIGNATURES = {
  ecdsaSha256: hashed('1.2.840.10045.4.3.2', 'sha256'),
  ecdsaSha224: hashed('1.2.840.10045.4.3.1', 'sha224'),
  ecdsaSha1: hashed('1.2.840.10045.4.1', 'sha1'),
  rsaSha256: hashed('1.2.840.113549.1.1.11', 'sha256'),
  rsaSha1: hashed('1.2.840.113549.1.1.5', 'sha1'),
  rsaMd5: hashed('1.2.840.113549.1.1.4', 'md5'),
} as const satisfies Record<string, Signature>;

let serial = 0;

/** The certificate as PEM. */
export function write({
  subject,
  key,
  issuer,
  issuerKey,
  notBefore,
  notAfter,
  extensions,
  signature,
}: Written): string {
  const { oid, sign: signWith } =
    signature ?? (issuerKey.asymmetricKeyType === 'rsa' ? SIGNATURES.rsaSha256 : SIGNATURES.ecdsaSha256);
  const algorithm = der.algorithm(oid, issuerKey.asymmetricKeyType === 'rsa');
  serial += 1;
  const body = der.sequence(
    der.explicit(0, der.integer(Uint8Array.of(2))),
    der.integer(Uint8Array.of(1, serial >> 8, serial & 0xff)),
    algorithm,
    der.commonNameOf(issuer),
    der.sequence(der.time(notBefore), der.time(notAfter)),
    der.commonNameOf(subject),
    der.decode(createPublicKey(key as never).export({ format: 'der', type: 'spki' })),
    ...(extensions.length > 0 ? [der.explicit(3, der.sequence(...extensions))] : []),
  );
  const bits = der.bitString(signWith(der.encode(body), issuerKey));
  const text = der
    .encode(der.sequence(body, algorithm, bits))
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
}

const identifier = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(createPublicKey(key as never).export({ format: 'der', type: 'spki' }))
    .digest();
const SERVER = '1.3.6.1.5.5.7.3.1';
const CLIENT = '1.3.6.1.5.5.7.3.2';
const ANY = '2.5.29.37.0';

/** Extensions by what they say. */
export const says = {
  isCa: () => der.extension('2.5.29.19', true, der.sequence(der.boolean(true))),
  isNoCa: () => der.extension('2.5.29.19', true, der.sequence()),
  signsCertificates: () => der.extension('2.5.29.15', true, der.keyUsage('keyCertSign')),
  signsHandshakes: () => der.extension('2.5.29.15', true, der.keyUsage('digitalSignature')),
  serves: () => der.extension('2.5.29.37', false, der.sequence(der.oid(SERVER))),
  onlyCalls: () => der.extension('2.5.29.37', false, der.sequence(der.oid(CLIENT))),
  doesAnything: () => der.extension('2.5.29.37', false, der.sequence(der.oid(ANY))),
  dns: (...names: string[]) =>
    der.extension('2.5.29.17', false, der.sequence(...names.map(name => der.implicit(2, Buffer.from(name))))),
  ip: (...bytes: number[]) => der.extension('2.5.29.17', false, der.sequence(der.implicit(7, Uint8Array.from(bytes)))),
  keys: (subject: KeyObject, issuer: KeyObject) => [
    der.extension('2.5.29.14', false, der.octets(identifier(subject))),
    der.extension('2.5.29.35', false, der.sequence(der.implicit(0, identifier(issuer)))),
  ],
};

const keys = new Map<string, KeyObject>();

/** A key for each name and kind, made once: keys take longer than certificates. */
export function keyOf(name: string, kind: 'prime256v1' | 'secp256k1' | 'rsa1024' = 'prime256v1'): KeyObject {
  const id = `${name} ${kind}`;
  const key =
    keys.get(id) ??
    (kind === 'rsa1024'
      ? generateKeyPairSync('rsa', { modulusLength: 1024 })
      : generateKeyPairSync('ec', { namedCurve: kind })
    ).privateKey;
  keys.set(id, key);
  return key;
}

export const pkcs8 = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();
