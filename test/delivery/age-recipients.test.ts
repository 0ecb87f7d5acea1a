import fc from 'fast-check';
import { say } from '../../lib/errors';
import { checkAgeRecipients } from '../../lib/delivery/sops/age-recipients';
import { ageIdentities } from './age';

const [X25519, OTHER, QUANTUM] = ageIdentities(2, 1) as [Pair, Pair, Pair];
type Pair = ReturnType<typeof ageIdentities>[number];
const verdict = (...recipients: string[]): string => {
  const complaint = checkAgeRecipients(recipients);
  return complaint ? say(complaint) : 'accepted';
};

const GENERATE = 'generate an identity with age-keygen and pass the recipient that it prints';
const PRIVATE =
  'age must hold recipients, which are public, got "a private identity"; ' +
  'pass what age-keygen -y prints for it, and renew the identity if others can read this source';
const whole = (got: string): string =>
  `age must hold recipients that are whole, got "${got}"; copy it again: a character of it is wrong or missing`;
const alone = (got: string): string =>
  'age must hold X25519 (age1…) or post-quantum (age1pq1…) recipients: the cluster decrypts ' +
  `without a plugin or a device, got "${got}"; ${GENERATE}`;
const item = (got: string): string =>
  `age must hold one recipient an item, got "${got}"; pass each by itself, without spaces, commas and line breaks`;
const shown = (text: string): string => `${text.slice(0, 100)}… (${text.length} characters)`;
const exchanged = (text: string, index: number): string =>
  `${text.slice(0, index)}${text[index] === 'q' ? 'p' : 'q'}${text.slice(index + 1)}`;

/** From the documentation of age-plugin-yubikey. */
const YUBIKEY = 'age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t';

const ROWS: readonly (readonly [string, readonly string[], string])[] = [
  ['one', [X25519.recipient], 'accepted'],
  ['one after the quantum computer', [QUANTUM.recipient], 'accepted'],
  ['several of both kinds', [X25519.recipient, QUANTUM.recipient, OTHER.recipient], 'accepted'],
  ['none', [], `age must hold at least one recipient, got "none"; ${GENERATE}`],
  [
    'the same twice',
    [X25519.recipient, OTHER.recipient, X25519.recipient],
    `age must hold each recipient once, got "${X25519.recipient}"; remove one of the two`,
  ],
  ['an identity', [X25519.identity], PRIVATE],
  ['an identity in lower case', [X25519.identity.toLowerCase()], PRIVATE],
  ['an identity after the quantum computer', [QUANTUM.identity], PRIVATE],
  ['an identity beside its recipient', [X25519.recipient, X25519.identity], PRIVATE],
  ['a file of age-keygen', [`# public key: ${X25519.recipient}\n${X25519.identity}\n`], PRIVATE],
  ['an identity of a plugin', ['AGE-PLUGIN-YUBIKEY-1QQQQ'], PRIVATE],
  [
    'a private key for SSH',
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n'],
    PRIVATE,
  ],
  [
    'a public key for SSH',
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    `age must hold recipients of age itself, got "an SSH key"; ${GENERATE}`,
  ],
  [
    'a fingerprint of PGP',
    ['85D77543B3D624B63CEA9E6DBC17301B491B3F21'],
    `age must hold recipients that begin with age1, got "40 characters that begin otherwise"; ${GENERATE}`,
  ],
  [
    'an empty text',
    [''],
    `age must hold recipients that begin with age1, got "0 characters that begin otherwise"; ${GENERATE}`,
  ],
  [
    'a recipient in upper case',
    [X25519.recipient.toUpperCase()],
    `age must hold recipients that begin with age1, got "62 characters that begin otherwise"; ${GENERATE}`,
  ],
  [
    'two in one text',
    [`${X25519.recipient},${OTHER.recipient}`],
    item(shown(`${X25519.recipient},${OTHER.recipient}`)),
  ],
  ['with the line end of its file', [`${X25519.recipient}\n`], item(`${X25519.recipient} `)],
  ['cut off', [X25519.recipient.slice(0, -1)], whole(X25519.recipient.slice(0, -1))],
  ['with a character too many', [`${X25519.recipient}q`], whole(`${X25519.recipient}q`)],
  [
    'with an invalid character',
    [`${X25519.recipient.slice(0, 20)}b${X25519.recipient.slice(21)}`],
    whole(`${X25519.recipient.slice(0, 20)}b${X25519.recipient.slice(21)}`),
  ],
  ['nothing but the beginning', ['age1'], whole('age1')],
  ['of a plugin', [YUBIKEY], alone(YUBIKEY)],
];

test.each(ROWS)('%s', (_, recipients, expected) => {
  expect(verdict(...recipients)).toBe(expected);
});

test.each([
  ['X25519', X25519],
  ['post-quantum', QUANTUM],
])('one wrong character is found at any position: %s', (_, { recipient }) => {
  fc.assert(
    fc.property(fc.integer({ min: 'age1pq1'.length, max: recipient.length - 1 }), index => {
      expect(verdict(exchanged(recipient, index))).toMatch(/^age must hold recipients that are whole, got /);
    }),
  );
});

test('two exchanged characters are found', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: X25519.recipient.length - 2 }), index => {
      const text = X25519.recipient;
      fc.pre(text[index] !== text[index + 1]);
      expect(verdict(text.slice(0, index) + text[index + 1] + text[index] + text.slice(index + 2))).toMatch(
        /^age must hold recipients that are whole, got /,
      );
    }),
  );
});

test('an error never quotes a part of an identity', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(verdict(before + X25519.identity + after)).toBe(PRIVATE);
    }),
  );
});
