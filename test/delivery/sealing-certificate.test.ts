import { say } from '../../lib/errors';
import { sealedSecret } from '../../lib/delivery/sealed-secret/sealed-secret';
import { SealedSecretScope } from '../../lib/delivery/sealed-secret/delivery-sealed-secret-options';
import { keyOf, pkcs8 } from '../pki/x509';
import { day, NOW, years } from './contents';
import { another, certificateOf, CONTROLLER } from './controller';

const FETCH = 'pass what kubeseal --fetch-cert prints';
const CERTIFICATE = 'the sealing certificate';
const WHOLE =
  `${CERTIFICATE} must hold whole PEM blocks, whose first and last lines hold nothing else, ` +
  'got "1 of them and the rest of another, or words on such a line"; check that the text was not cut or indented';

const ROWS: readonly (readonly [string, string, string])[] = [
  ['a certificate of the controller', CONTROLLER.certificate, 'accepted'],
  ['with empty lines around it', `\n${CONTROLLER.certificate}\n\n`, 'accepted'],
  ['with Windows line ends', CONTROLLER.certificate.replaceAll('\n', '\r\n'), 'accepted'],
  [
    'an empty text',
    '',
    `${CERTIFICATE} must be PEM text with at least one certificate, got "an empty text"; ` +
      'pass the text that starts with "-----BEGIN CERTIFICATE-----", not a path or base64 of it',
  ],
  [
    'a path',
    './sealing.pem',
    `${CERTIFICATE} must be PEM text with at least one certificate, got "what looks like a path"; ` +
      'pass the text that starts with "-----BEGIN CERTIFICATE-----", not a path or base64 of it',
  ],
  [
    'a certificate cut off',
    CONTROLLER.certificate.slice(0, 400),
    `${CERTIFICATE} must be PEM text with at least one certificate, got "400 characters without a PEM block"; ` +
      'pass the text that starts with "-----BEGIN CERTIFICATE-----", not a path or base64 of it',
  ],
  ['a certificate with the beginning of another', CONTROLLER.certificate + another().certificate.slice(0, 400), WHOLE],
  [
    'a public key',
    `-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n`,
    `${CERTIFICATE} must hold certificates only, got "a block of type PUBLIC KEY"; remove it`,
  ],
  [
    'not a certificate in its block',
    '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    `${CERTIFICATE} must hold readable certificates, got "block 1 of 1, which is none"; ` +
      'check that the text was not cut or re-wrapped: openssl x509 -noout -text',
  ],
  [
    'two certificates',
    CONTROLLER.certificate + another().certificate,
    `${CERTIFICATE} must be one certificate, got "2 of them"; ${FETCH}`,
  ],
  [
    'a certificate with an elliptic curve',
    certificateOf(keyOf('curve')),
    `${CERTIFICATE} must have an RSA key: Sealed Secrets supports no other, got "a key of type ec"; ${FETCH}`,
  ],
  [
    'a certificate with a short key',
    certificateOf(keyOf('short', 'rsa1024')),
    `${CERTIFICATE} must be strong enough for what it protects, got "an RSA key of 1024 bits"; ` +
      'give the controller an RSA key of 2048 bits or more; its own have 4096',
  ],
  [
    'an expired certificate',
    certificateOf(CONTROLLER.key, -2, -1),
    `${CERTIFICATE} must not be expired, got "one that ended on ${day(-1)}"; ${FETCH}`,
  ],
  [
    'a certificate of the future',
    certificateOf(CONTROLLER.key, 1, 2),
    `${CERTIFICATE} must be valid already, got "one that begins on ${day(1)}"; ` +
      `check the clock of this machine, which says ${day(0)}`,
  ],
];

test.each(ROWS)('%s', (_, certificate, verdict) => {
  const complaint = sealedSecret({ certificate }).check(NOW);
  expect(complaint ? say(complaint) : 'accepted').toBe(verdict);
});

test('the given time is compared, not the clock', () => {
  expect(sealedSecret({ certificate: CONTROLLER.certificate }).check(years(1.5))?.must).toBe(
    `${CERTIFICATE} must not be expired`,
  );
});

test.each([
  ['alone', pkcs8(CONTROLLER.key)],
  ['beside the certificate', CONTROLLER.certificate + pkcs8(CONTROLLER.key)],
  ['cut off', pkcs8(CONTROLLER.key).slice(0, 500)],
  ['in the older form', CONTROLLER.key.export({ format: 'pem', type: 'pkcs1' }).toString()],
])('a private key is refused and not quoted: %s', (_, certificate) => {
  expect(say(sealedSecret({ certificate }).check(NOW)!)).toBe(
    `${CERTIFICATE} must be public, got "a private key"; ` +
      `${FETCH}, and renew the key if others can read this source: it opens every Secret sealed for it`,
  );
});

test('an unknown scope', () => {
  expect(
    say(sealedSecret({ certificate: CONTROLLER.certificate, scope: 'global' as SealedSecretScope }).check(NOW)!),
  ).toBe('scope must be strict, namespace-wide or cluster-wide, got "global"; use SealedSecretScope');
});
