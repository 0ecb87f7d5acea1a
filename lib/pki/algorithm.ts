import { createPrivateKey, createPublicKey, generateKeyPairSync, KeyObject, sign } from 'node:crypto';

/** One kind of key: how it is generated, and how a certificate that it signed names the signature. */
export interface Algorithm {
  readonly generate: () => Key;
  readonly signature: SignatureAlgorithm;
}

export interface Key {
  readonly privateKey: KeyObject;
  /** DER of its public half, SubjectPublicKeyInfo of RFC 5280. */
  readonly spki: Buffer;
}

export interface SignatureAlgorithm {
  /** Object identifier of the signature in the certificate. */
  readonly oid: string;
  /** RFC 4055 requires NULL parameters for RSA; RFC 5758 and RFC 8410 forbid parameters for elliptic curves. */
  readonly nullParameters: boolean;
  readonly sign: (data: Uint8Array, key: KeyObject) => Buffer;
}

/** https://www.rfc-editor.org/rfc/rfc5758#section-3.2 */
const ECDSA_SHA256: SignatureAlgorithm = {
  oid: '1.2.840.10045.4.3.2',
  nullParameters: false,
  sign: (data, key) => sign('sha256', data, key),
};
const ECDSA_SHA384: SignatureAlgorithm = {
  oid: '1.2.840.10045.4.3.3',
  nullParameters: false,
  sign: (data, key) => sign('sha384', data, key),
};
/** https://www.rfc-editor.org/rfc/rfc4055#section-5 */
const RSA_SHA256: SignatureAlgorithm = {
  oid: '1.2.840.113549.1.1.11',
  nullParameters: true,
  sign: (data, key) => sign('sha256', data, key),
};
/** https://www.rfc-editor.org/rfc/rfc8410#section-3: no separate hash, and the same signature every time. */
const ED25519: SignatureAlgorithm = {
  oid: '1.3.101.112',
  nullParameters: false,
  sign: (data, key) => sign(null, data, key),
};

const key = ({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }): Key => ({
  privateKey,
  spki: publicKey.export({ format: 'der', type: 'spki' }),
});
const ecdsa = (namedCurve: string, signature: SignatureAlgorithm): Algorithm => ({
  generate: () => key(generateKeyPairSync('ec', { namedCurve })),
  signature,
});
const rsa = (modulusLength: number): Algorithm => ({
  generate: () => key(generateKeyPairSync('rsa', { modulusLength })),
  signature: RSA_SHA256,
});

export const ALGORITHMS = {
  ECDSA_P256: ecdsa('prime256v1', ECDSA_SHA256),
  ECDSA_P384: ecdsa('secp384r1', ECDSA_SHA384),
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
} as const satisfies Record<string, Algorithm>;

export type AlgorithmName = keyof typeof ALGORITHMS;

/** Fast, small and accepted everywhere. */
export const DEFAULT_ALGORITHM: AlgorithmName = 'ECDSA_P256';

/** PKCS #8 of an Ed25519 key is this prefix and 32 bytes: https://www.rfc-editor.org/rfc/rfc8410#section-7 */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** For fixtures: the key follows from the seed, and Ed25519 signs without randomness, so the bytes never change. */
export function fixtureAlgorithm(seed: () => Uint8Array): Algorithm {
  return {
    generate: () => {
      const privateKey = createPrivateKey({
        key: Buffer.concat([ED25519_PKCS8, seed()]),
        format: 'der',
        type: 'pkcs8',
      });
      return key({ privateKey, publicKey: createPublicKey(privateKey) });
    },
    signature: ED25519,
  };
}
