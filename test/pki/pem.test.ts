import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { say } from '../../lib/errors';
import { readCertificates, readPrivateKey } from '../../lib/pki/pem';
import { makeCertificates } from './certificates';

/** Any character, also half ones. */
const anything = fc.nat(0xffff).map(code => String.fromCharCode(code));

const { ca, certificate, privateKey } = makeCertificates('catalog.catalog.svc')['signed by the CA'];
const ecKey = createPrivateKey(privateKey);
const sec1 = ecKey.export({ format: 'pem', type: 'sec1' }).toString();
const encrypted = ecKey
  .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' })
  .toString();
const legacy = sec1.replace(
  '-----\n',
  '-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\n',
);
const rsa = generateKeyPairSync('rsa', { modulusLength: 512 })
  .privateKey.export({ format: 'pem', type: 'pkcs1' })
  .toString();
const publicKey = new X509Certificate(certificate).publicKey.export({ format: 'pem', type: 'spki' }).toString();
const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
const relabelled = (text: string, label: string): string => text.replace(/(BEGIN|END) [A-Z ]+-/g, `$1 ${label}-`);
const broken = (text: string): string => text.replace(/\n[^\n]{64}\n/, '\nAAAA\n');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const count = (text: string): string => {
  const result = readCertificates('ca', text);
  return 'must' in result ? say(result) : `${result.length} certificates`;
};
const kind = (text: string): string => {
  const result = readPrivateKey('privateKey', text);
  return 'must' in result ? say(result) : `a key of type ${result.asymmetricKeyType}`;
};

describe('certificates', () => {
  const text = 'ca must be PEM text with at least one certificate';
  const only = 'ca must hold certificates only';
  const readable = 'ca must hold readable certificates';
  const start = 'pass the text that starts with "-----BEGIN CERTIFICATE-----", not a path or base64 of it';
  const cut = 'check that the text was not cut or re-wrapped: openssl x509 -noout -text';
  test.each<[string, string, string]>([
    ['one', ca, '1 certificates'],
    ['several, in their order', certificate + ca + ca, '3 certificates'],
    ['with words of openssl between them', `subject=CN = a\n${certificate}\nissuer=CN = b\n\n${ca}`, '2 certificates'],
    ['with the line ends of Windows', certificate.replaceAll('\n', '\r\n'), '1 certificates'],
    ['without a line end at the end', certificate.trim(), '1 certificates'],
    ['with spaces at the ends of lines', certificate.replaceAll('\n', ' \n'), '1 certificates'],
    ['an empty text', '', `${text}, got "an empty text"; ${start}`],
    ['blank lines', ' \n\n', `${text}, got "an empty text"; ${start}`],
    ['a path', './certs/ca.crt', `${text}, got "what looks like a path"; ${start}`],
    ['a path of Windows', 'C:\\certs\\ca.pem', `${text}, got "what looks like a path"; ${start}`],
    ['base64 of PEM text', base64(ca), `${text}, got "base64 of PEM text"; ${start}`],
    ['base64 of DER', 'MIIB'.repeat(25), `${text}, got "100 characters without a PEM block"; ${start}`],
    ['a block without its end', ca.slice(0, 200), `${text}, got "200 characters without a PEM block"; ${start}`],
    ['a key', privateKey, `${only}, got "a block of type PRIVATE KEY"; pass the key as privateKey`],
    [
      'a certificate and its key',
      certificate + privateKey,
      `${only}, got "a block of type PRIVATE KEY"; pass the key as privateKey`,
    ],
    [
      'a request',
      relabelled(certificate, 'CERTIFICATE REQUEST'),
      `${only}, got "a block of type CERTIFICATE REQUEST"; remove it`,
    ],
    ['a public key', publicKey, `${only}, got "a block of type PUBLIC KEY"; remove it`],
    ['a broken one', broken(ca), `${readable}, got "block 1 of 1, which is none"; ${cut}`],
    ['a broken one among good ones', ca + broken(ca) + ca, `${readable}, got "block 2 of 3, which is none"; ${cut}`],
    ['all in one line', ca.replaceAll('\n', ' '), `${readable}, got "block 1 of 1, which is none"; ${cut}`],
    ['indented', ca.replace(/^/gm, '  '), `${readable}, got "block 1 of 1, which is none"; ${cut}`],
    [
      'a block of something else',
      relabelled(publicKey, 'CERTIFICATE'),
      `${readable}, got "block 1 of 1, which is none"; ${cut}`,
    ],
  ])('%s', (_name, given, verdict) => {
    expect(count(given)).toBe(verdict);
  });

  test('are read in their order', () => {
    const found = readCertificates('ca', certificate + ca) as X509Certificate[];
    expect(found.map(each => each.toString())).toEqual([certificate, ca]);
  });

  /** Go, and so kube-apiserver, does not see such a block at all: the text goes into caBundle as it is. */
  test.each<[string, string]>([
    ['after a space', ` ${ca}`],
    ['after a word', `ca: ${ca}`],
    ['after a byte order mark', `\ufeff${ca}`],
    ['before a word', `${ca.trim()}.`],
    ['before one that was cut', ca + certificate.slice(0, 200)],
    ['after the rest of one', certificate.slice(200) + ca],
  ])('%s', (_name, given) => {
    expect(count(given)).not.toMatch(/certificates$/);
  });
});

describe('a private key', () => {
  const text = 'privateKey must be PEM text with a private key';
  const start = 'pass the text that starts with "-----BEGIN PRIVATE KEY-----"';
  const locked =
    'privateKey must not be encrypted: the server cannot ask for a passphrase, got "an encrypted key"; ' +
    'decrypt it with openssl pkey -in KEY -out DECRYPTED';
  const cut = 'check that the text was not cut or re-wrapped: openssl pkey -noout -check';
  test.each<[string, string, string]>([
    ['of PKCS #8', privateKey, 'a key of type ec'],
    ['of SEC 1', sec1, 'a key of type ec'],
    ['of PKCS #1', rsa, 'a key of type rsa'],
    ['after its parameters, as openssl ecparam writes it', parameters + sec1, 'a key of type ec'],
    ['after its certificate', certificate + privateKey, 'a key of type ec'],
    ['with the line ends of Windows', privateKey.replaceAll('\n', '\r\n'), 'a key of type ec'],
    ['an empty text', '', `${text}, got "an empty text"; ${start}`],
    ['a path', '/etc/tls/tls.key', `${text}, got "what looks like a path"; ${start}`],
    ['base64 of PEM text', base64(privateKey), `${text}, got "base64 of PEM text"; ${start}`],
    ['one without its end', privateKey.slice(0, 100), `${text}, got "100 characters without a PEM block"; ${start}`],
    ['a certificate', certificate, `${text}, got "a block of type CERTIFICATE"; ${start}`],
    ['a public key', publicKey, `${text}, got "a block of type PUBLIC KEY"; ${start}`],
    ['an encrypted one', encrypted, locked],
    ['one encrypted in the old way', legacy, locked],
    [
      'a broken one',
      broken(privateKey),
      `privateKey must be a readable private key, got "a block of type PRIVATE KEY that is none"; ${cut}`,
    ],
    [
      'one of OpenSSH',
      relabelled(privateKey, 'OPENSSH PRIVATE KEY'),
      `privateKey must be a readable private key, got "a block of type OPENSSH PRIVATE KEY that is none"; ${cut}`,
    ],
  ])('%s', (_name, given, verdict) => {
    expect(kind(given)).toBe(verdict);
  });

  /** It would go into the Secret as it is, and Go's tls.X509KeyPair finds no key in it. */
  test.each<[string, string]>([
    ['after a byte order mark', `\ufeff${privateKey}`],
    ['before one that was cut', privateKey + certificate.slice(0, 200)],
  ])('%s', (_name, given) => {
    expect(kind(given)).toBe(
      'privateKey must hold whole PEM blocks, whose first and last lines hold nothing else, ' +
        'got "1 of them and the rest of another, or words on such a line"; ' +
        'check that the text was not cut or indented',
    );
  });
});

describe('any text', () => {
  const good = [ca, certificate, privateKey, sec1, encrypted, publicKey, parameters];
  /** PEM texts that were cut, doubled, mixed and scribbled on. */
  const damaged = fc
    .array(
      fc
        .tuple(
          fc.constantFrom(...good),
          fc.nat(400),
          fc.nat(400),
          fc.oneof(
            fc.constantFrom('', '\n', '-----', '-----BEGIN CERTIFICATE-----\n', '-----END PRIVATE KEY-----'),
            fc.string({ maxLength: 6 }),
          ),
        )
        .map(
          ([text, from, length, scribble]) =>
            text.slice(0, from) + scribble + text.slice(from + (length % 3 === 0 ? length : 0)),
        ),
      { maxLength: 3 },
    )
    .map(parts => parts.join(''));
  const texts = fc.oneof({ weight: 3, arbitrary: damaged }, { weight: 1, arbitrary: fc.string({ unit: anything }) });
  /** Lines of keys, which no message may repeat. */
  const secrets = [privateKey, sec1, encrypted]
    .flatMap(text => text.split('\n').filter(line => line !== '' && !line.startsWith('---')))
    .flatMap(line => line.match(/.{8}/g) ?? []);

  test('is read or refused without an exception, and no complaint quotes a part of a key', () => {
    fc.assert(
      fc.property(texts, text => {
        for (const result of [readCertificates('ca', text), readPrivateKey('privateKey', text)]) {
          if ('must' in result) {
            const line = say(result);
            expect(line).not.toMatch(/undefined|\n/);
            expect(secrets.filter(secret => line.includes(secret))).toEqual([]);
          } else {
            expect(Array.isArray(result) ? result.length > 0 : result.type === 'private').toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
