// In which forms users hand over certificates and keys, right and wrong.
import { createPrivateKey } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TlsFromPemOptions, Tls } from 'cdk8s-extension-api-server';
import { Certificates } from '../pki/certificates';

const windows = (text: string): string => text.replaceAll('\n', '\r\n');
const commented = (text: string): string => text.replace(/-----BEGIN/g, 'subject=CN = example\n\n-----BEGIN');
/** Keeps the first block only: half of two equal blocks is a whole one. */
const half = (text: string): string => text.slice(0, text.indexOf('-----END') / 2);
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
  return createPrivateKey(privateKey)
    .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'example' })
    .toString();
}

/** The PEM of a server, and the folder with its files. */
export interface Brought extends Certificates {
  readonly folder: string;
}

type Change = (given: Brought) => Tls;

const text =
  (change: (given: Certificates) => TlsFromPemOptions): Change =>
  ({ folder: _folder, ...given }) =>
    Tls.fromPem(change(given));
const inFiles =
  (caFile: string, certificateFile: string, privateKeyFile: string): Change =>
  ({ folder }) =>
    Tls.fromFiles({
      caFile: join(folder, caFile),
      certificateFile: join(folder, certificateFile),
      privateKeyFile: join(folder, privateKeyFile),
    });

export function writeFiles({ folder, ca, certificate, privateKey }: Brought): void {
  mkdirSync(folder, { recursive: true });
  Object.entries({ 'ca.crt': ca, 'tls.crt': certificate, 'tls.key': privateKey, 'empty.crt': '' }).forEach(
    ([name, content]) => writeFileSync(join(folder, name), content),
  );
}

/** The certificates decide whether these are accepted. */
const SOUND = {
  'as it is': text(given => given),
  'in files': inFiles('ca.crt', 'tls.crt', 'tls.key'),
  'with the line ends of Windows': text(({ ca, certificate, privateKey }) => ({
    ca: windows(ca),
    certificate: windows(certificate),
    privateKey: windows(privateKey),
  })),
  'with words between the blocks': text(({ ca, certificate, privateKey }) => ({
    ca: commented(ca),
    certificate: commented(certificate),
    privateKey: commented(privateKey),
  })),
  'with a key in the form of its kind': text(given => ({ ...given, privateKey: traditional(given.privateKey) })),
  'with the parameters of the curve before the key': text(given => ({
    ...given,
    privateKey: CURVE + traditional(given.privateKey),
  })),
  'in a Secret that exists': ({ ca }) => Tls.fromSecret({ ca, secretName: 'existing' }),
  'in a Secret that exists, its CA in a file': ({ folder }) =>
    Tls.fromSecret({ caFile: join(folder, 'ca.crt'), secretName: 'existing' }),
} as const satisfies Record<string, Change>;

/** These are refused, however good the certificates are. */
const UNSOUND = {
  'with an empty certificate': text(given => ({ ...given, certificate: '' })),
  'with an empty CA': text(given => ({ ...given, ca: '' })),
  'with an empty key': text(given => ({ ...given, privateKey: '' })),
  'with words for a certificate': text(given => ({ ...given, certificate: 'no certificate at all' })),
  'with words for a key': text(given => ({ ...given, privateKey: 'no key at all' })),
  'with a path for a certificate': text(given => ({ ...given, certificate: 'certificates/tls.crt' })),
  'with a path for a key': text(given => ({ ...given, privateKey: 'certificates/tls.key' })),
  'with base64 of the certificate': text(given => ({
    ...given,
    certificate: Buffer.from(given.certificate).toString('base64'),
  })),
  'with base64 of the key': text(given => ({ ...given, privateKey: Buffer.from(given.privateKey).toString('base64') })),
  'with half a certificate': text(given => ({ ...given, certificate: half(given.certificate) })),
  'with half a CA after a whole one': text(given => ({ ...given, ca: given.ca + half(given.ca) })),
  'with half a key': text(given => ({ ...given, privateKey: half(given.privateKey) })),
  'with an indented certificate': text(given => ({ ...given, certificate: given.certificate.replace(/^/gm, '  ') })),
  'with the key for a certificate': text(given => ({ ...given, certificate: given.privateKey })),
  'with the key in the bundle': text(given => ({ ...given, ca: given.ca + given.privateKey })),
  'with the key beside the certificate': text(given => ({
    ...given,
    certificate: given.certificate + given.privateKey,
  })),
  'with the certificate for a key': text(given => ({ ...given, privateKey: given.certificate })),
  'with an encrypted key': text(given => ({ ...given, privateKey: encrypted(given.privateKey) })),
  'with a key that is DER': text(given => ({
    ...given,
    privateKey: createPrivateKey(given.privateKey).export({ format: 'der', type: 'pkcs8' }).toString('latin1'),
  })),
  'with a block that says it is a key': text(given => ({
    ...given,
    privateKey: given.certificate.replaceAll('CERTIFICATE', 'PRIVATE KEY'),
  })),
  'with a block that says it is a certificate': text(given => ({
    ...given,
    certificate: given.privateKey.replaceAll('PRIVATE KEY', 'CERTIFICATE'),
  })),
  'without a key': text(({ ca, certificate }) => ({ ca, certificate })),
  'in files that are not there': inFiles('ca.crt', 'tls.crt', 'missing.key'),
  'in a file that is a folder': inFiles('.', 'tls.crt', 'tls.key'),
  'in an empty file': inFiles('ca.crt', 'empty.crt', 'tls.key'),
  'in files that were exchanged': inFiles('ca.crt', 'tls.key', 'tls.crt'),
  'in a Secret without its CA': () => Tls.fromSecret({ secretName: 'existing' }),
  'in a Secret with its CA twice': ({ ca, folder }) =>
    Tls.fromSecret({ ca, caFile: join(folder, 'ca.crt'), secretName: 'existing' }),
  'in a Secret that cannot be called so': ({ ca }) => Tls.fromSecret({ ca, secretName: 'Existing Secret' }),
} as const satisfies Record<string, Change>;

export const FORMS: { readonly [form in keyof typeof SOUND | keyof typeof UNSOUND]: Change } = { ...SOUND, ...UNSOUND };

export type Form = keyof typeof FORMS;
export const EVERY_FORM = Object.keys(FORMS) as Form[];

export function isSound(form: Form): form is keyof typeof SOUND {
  return form in SOUND;
}

/** Then only the bundle is seen. */
export function isInSecret(form: Form): boolean {
  return form.startsWith('in a Secret');
}
