// In which forms users hand over certificates and keys, right and wrong.
import { createPrivateKey } from 'node:crypto';
import { ProvidedTlsOptions } from 'cdk8s-extension-api-server';
import { Certificates } from '../pki/certificates';

const windows = (text: string): string => text.replaceAll('\n', '\r\n');
const commented = (text: string): string => text.replace(/-----BEGIN/g, 'subject=CN = example\n\n-----BEGIN');
const half = (text: string): string => text.slice(0, text.length / 2);
/** The namedCurve P-256 by itself: what `openssl ecparam -genkey` puts before a key. */
const CURVE = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';

/** PKCS #1 or SEC 1: what the key's kind was called by before PKCS #8. */
function traditional(privateKey: string): string {
  const key = createPrivateKey(privateKey);
  const { asymmetricKeyType } = key;
  if (asymmetricKeyType !== 'rsa' && asymmetricKeyType !== 'ec') {
    return privateKey;
  }
  return key.export({ format: 'pem', type: asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1' }).toString();
}

function encrypted(privateKey: string): string {
  return createPrivateKey(privateKey).export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'example' }).toString();
}

type Change = (given: Certificates) => ProvidedTlsOptions;

/** The certificates decide whether these are accepted. */
const SOUND = {
  'as it is': given => given,
  'with the line ends of Windows': ({ ca, certificate, privateKey }) => ({ ca: windows(ca), certificate: windows(certificate), privateKey: windows(privateKey) }),
  'with words between the blocks': ({ ca, certificate, privateKey }) => ({ ca: commented(ca), certificate: commented(certificate), privateKey: commented(privateKey) }),
  'with a key in the form of its kind': given => ({ ...given, privateKey: traditional(given.privateKey) }),
  'with the parameters of the curve before the key': given => ({ ...given, privateKey: CURVE + traditional(given.privateKey) }),
  'in a Secret that exists': ({ ca }) => ({ ca, secretName: 'existing' }),
} as const satisfies Record<string, Change>;

/** These are refused, however good the certificates are. */
const UNSOUND = {
  'with an empty certificate': given => ({ ...given, certificate: '' }),
  'with an empty CA': given => ({ ...given, ca: '' }),
  'with an empty key': given => ({ ...given, privateKey: '' }),
  'with words for a certificate': given => ({ ...given, certificate: 'no certificate at all' }),
  'with words for a key': given => ({ ...given, privateKey: 'no key at all' }),
  'with a path for a certificate': given => ({ ...given, certificate: 'certificates/tls.crt' }),
  'with a path for a key': given => ({ ...given, privateKey: 'certificates/tls.key' }),
  'with base64 of the certificate': given => ({ ...given, certificate: Buffer.from(given.certificate).toString('base64') }),
  'with base64 of the key': given => ({ ...given, privateKey: Buffer.from(given.privateKey).toString('base64') }),
  'with half a certificate': given => ({ ...given, certificate: half(given.certificate) }),
  'with half a CA after a whole one': given => ({ ...given, ca: given.ca + half(given.ca) }),
  'with half a key': given => ({ ...given, privateKey: half(given.privateKey) }),
  'with an indented certificate': given => ({ ...given, certificate: given.certificate.replace(/^/gm, '  ') }),
  'with the key for a certificate': given => ({ ...given, certificate: given.privateKey }),
  'with the key in the bundle': given => ({ ...given, ca: given.ca + given.privateKey }),
  'with the key beside the certificate': given => ({ ...given, certificate: given.certificate + given.privateKey }),
  'with the certificate for a key': given => ({ ...given, privateKey: given.certificate }),
  'with an encrypted key': given => ({ ...given, privateKey: encrypted(given.privateKey) }),
  'with a key that is DER': given => ({ ...given, privateKey: createPrivateKey(given.privateKey).export({ format: 'der', type: 'pkcs8' }).toString('latin1') }),
  'with a block that says it is a key': given => ({ ...given, privateKey: given.certificate.replaceAll('CERTIFICATE', 'PRIVATE KEY') }),
  'with a block that says it is a certificate': given => ({ ...given, certificate: given.privateKey.replaceAll('PRIVATE KEY', 'CERTIFICATE') }),
  'without a key': ({ ca, certificate }) => ({ ca, certificate }),
  'without a certificate': ({ ca, privateKey }) => ({ ca, privateKey }),
  'with a CA alone': ({ ca }) => ({ ca }),
  'in both forms at once': given => ({ ...given, secretName: 'existing' }),
} as const satisfies Record<string, Change>;

export const FORMS: { readonly [form in keyof typeof SOUND | keyof typeof UNSOUND]: Change } = { ...SOUND, ...UNSOUND };

export type Form = keyof typeof FORMS;
export const EVERY_FORM = Object.keys(FORMS) as Form[];

export function isSound(form: Form): form is keyof typeof SOUND {
  return form in SOUND;
}
