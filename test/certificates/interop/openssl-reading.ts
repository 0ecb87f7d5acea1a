// openssl's reading: every field, from the text that it prints for people.
import { run } from '../../cluster/command';
import { Fields } from './fields';

const ARGUMENTS = [
  'x509',
  '-noout',
  '-text',
  '-serial',
  '-startdate',
  '-enddate',
  '-dateopt',
  'iso_8601',
  '-subject',
  '-issuer',
  '-nameopt',
  'RFC2253',
  '-fingerprint',
  '-sha256',
];

/** Titles of extensions in the text. */
const EXTENSIONS: { readonly [title: string]: string } = {
  'Basic Constraints': '2.5.29.19',
  'Key Usage': '2.5.29.15',
  'Extended Key Usage': '2.5.29.37',
  'Subject Alternative Name': '2.5.29.17',
  'Subject Key Identifier': '2.5.29.14',
  'Authority Key Identifier': '2.5.29.35',
};
const USAGES: { readonly [words: string]: string } = {
  'Digital Signature': 'digitalSignature',
  'Certificate Sign': 'keyCertSign',
  'CRL Sign': 'cRLSign',
  'Key Encipherment': 'keyEncipherment',
  'TLS Web Server Authentication': 'serverAuth',
};
const ALGORITHMS: { readonly [name: string]: string } = {
  'ecdsa-with-SHA256': 'ECDSA-SHA256',
  'ecdsa-with-SHA384': 'ECDSA-SHA384',
  sha256WithRSAEncryption: 'SHA256-RSA',
  'id-ecPublicKey': 'ECDSA',
  rsaEncryption: 'RSA',
};

export async function opensslReading(pem: string): Promise<Fields> {
  const text = await run('openssl', ARGUMENTS, { stdin: pem });
  const line = (pattern: RegExp): string => pattern.exec(text)?.[1]?.trim() ?? '';
  const hexadecimal = (value: string): string =>
    value
      .replace(/^keyid:/, '')
      .replaceAll(':', '')
      .toLowerCase();
  const date = (field: string): string => line(new RegExp(`^${field}=(.*)$`, 'm')).replace(' ', 'T');
  const extension = (title: string): string => line(new RegExp(`X509v3 ${title}: ?(?:critical)?\\n(.*)$`, 'm'));
  const list = (value: string): string[] => value.split(', ').filter(each => each !== '');
  const alternatives = list(extension('Subject Alternative Name'));
  const constraints = extension('Basic Constraints');
  const limit = /pathlen:(\d+)/.exec(constraints)?.[1];
  return {
    serial: line(/^serial=(.*)$/m).toLowerCase(),
    notBefore: date('notBefore'),
    notAfter: date('notAfter'),
    subject: line(/^subject=CN=(.*)$/m),
    issuer: line(/^issuer=CN=(.*)$/m),
    dnsNames: alternatives.filter(name => name.startsWith('DNS:')).map(name => name.slice(4)),
    ipAddresses: alternatives.filter(name => !name.startsWith('DNS:')),
    isCA: constraints.includes('CA:TRUE'),
    basicConstraintsValid: constraints !== '',
    maxPathLen: limit === undefined ? null : Number(limit),
    keyUsage: list(extension('Key Usage')).map(usage => USAGES[usage] ?? usage),
    extKeyUsage: list(extension('Extended Key Usage')).map(usage => USAGES[usage] ?? usage),
    criticalExtensions: [...text.matchAll(/X509v3 ([^:]+): critical$/gm)].map(
      ([, title = '']) => EXTENSIONS[title] ?? title,
    ),
    signatureAlgorithm: algorithm(line(/^ {8}Signature Algorithm: (.*)$/m)),
    publicKeyAlgorithm: algorithm(line(/Public Key Algorithm: (.*)$/m)),
    publicKeySize: line(/NIST CURVE: (.*)$/m) || line(/Public-Key: \((\d+) bit\)/),
    subjectKeyId: hexadecimal(extension('Subject Key Identifier')),
    authorityKeyId: hexadecimal(extension('Authority Key Identifier')),
    sha256: hexadecimal(line(/Fingerprint=(.*)$/m)),
  };
}

function algorithm(name: string): string {
  return ALGORITHMS[name] ?? name;
}
