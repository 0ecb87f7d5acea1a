import { createHash, createPrivateKey, generateKeyPairSync, KeyObject } from 'node:crypto';
import { ALGORITHMS, fixtureAlgorithm, Key, SignatureAlgorithm } from '../../lib/pki/algorithm';
import { Issue, issue } from '../../lib/pki/issue';

const DAY = 24 * 60 * 60 * 1000;
const BEGIN = new Date('2020-01-01T00:00:00Z');
const END = new Date('2119-12-31T00:00:00Z');
const NOW = new Date();
export const days = (count: number): Date => new Date(NOW.getTime() + count * DAY);

/** PEM for `FrontProxy.fromPem()`. */
export interface GivenFrontProxy {
  readonly ca: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly caPrivateKey?: string;
}

/** Keys that follow from a name, so that goldens never move. */
function fixed(name: string): Key {
  return fixtureAlgorithm(() => createHash('sha256').update(name).digest()).generate();
}

const ED25519 = fixtureAlgorithm(() => Buffer.alloc(32)).signature;

export interface Authority {
  readonly name: string;
  readonly key: Key;
  readonly signature: SignatureAlgorithm;
  readonly pem: string;
}

export function pem({ privateKey }: Key): string {
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** A CA, of itself or of another. */
export function authority(name: string, key = ALGORITHMS.ECDSA_P256.generate(), issuer?: Authority): Authority {
  const kind = key.privateKey.asymmetricKeyType;
  const signature =
    kind === 'ed25519' ? ED25519 : kind === 'rsa' ? ALGORITHMS.RSA_2048.signature : ALGORITHMS.ECDSA_P256.signature;
  return {
    name,
    key,
    signature,
    pem: certificate({ issuer: issuer ?? { name, key, signature }, subject: name, subjectKey: key, use: { ca: true } }),
  };
}

interface Choice extends Pick<Issue, 'subject' | 'subjectKey' | 'use'> {
  readonly issuer: Pick<Authority, 'name' | 'key' | 'signature'>;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export function certificate({ issuer, subject, subjectKey, use, notBefore = BEGIN, notAfter = END }: Choice): string {
  const serial = createHash('sha256').update(subject).digest().subarray(0, 8);
  serial[0] = 0x40;
  return issue({
    serial,
    subject,
    subjectKey,
    issuer: issuer.name,
    issuerKey: issuer.key,
    signature: issuer.signature,
    notBefore,
    notAfter,
    use,
  }).toString();
}

/** A sound front proxy, in which tests change one thing. */
export function frontProxy(ca = authority('a front-proxy CA'), change: Partial<Choice> = {}): GivenFrontProxy {
  const key = change.subjectKey ?? ALGORITHMS.ECDSA_P256.generate();
  const client = certificate({
    issuer: ca,
    subject: 'front-proxy-client',
    use: { ca: false, client: true },
    ...change,
    subjectKey: key,
  });
  return { ca: ca.pem, certificate: client, privateKey: pem(key) };
}

export function fixedFrontProxy(): Required<GivenFrontProxy> {
  const ca = authority('fixed front-proxy CA', fixed('front-proxy CA'));
  return {
    ...frontProxy(ca, { subjectKey: fixed('front-proxy client') }),
    caPrivateKey: pem(ca.key),
  } as Required<GivenFrontProxy>;
}

export function fixedClientCa(): string {
  return authority('fixed client CA', fixed('client CA')).pem;
}

function keyOf({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }): Key {
  return { privateKey, spki: publicKey.export({ format: 'der', type: 'spki' }) };
}

export function rsaKey(bits: number): Key {
  return keyOf(generateKeyPairSync('rsa', { modulusLength: bits }));
}

export function ed25519Key(): Key {
  return keyOf(generateKeyPairSync('ed25519'));
}

export function readBack(text: string): KeyObject {
  return createPrivateKey(text.replaceAll('ED25519 PRIVATE KEY', 'PRIVATE KEY'));
}
