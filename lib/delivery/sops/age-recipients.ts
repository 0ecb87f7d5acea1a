import { Complaint } from '../../errors';
import { readBech32 } from './bech32';

const GENERATE = 'generate an identity with age-keygen and pass the recipient that it prints';

/** Bytes of a public key: https://github.com/C2SP/C2SP/blob/main/age.md */
const KINDS: { readonly [prefix: string]: number } = {
  // X25519
  age: 32,
  // ML-KEM-768 with X25519
  age1pq: 1184 + 32,
};

/** A complaint about the recipients of a file. It does not quote a value that may be secret. */
export function checkAgeRecipients(recipients: readonly string[]): Complaint | undefined {
  if (recipients.length === 0) {
    return { must: 'age must hold at least one recipient', got: 'none', fix: GENERATE };
  }
  const wrong = recipients.map(checkRecipient).find(complaint => complaint);
  if (wrong) {
    return wrong;
  }
  const twice = recipients.find((recipient, index) => recipients.indexOf(recipient) !== index);
  return twice === undefined
    ? undefined
    : { must: 'age must hold each recipient once', got: twice, fix: 'remove one of the two' };
}

function checkRecipient(recipient: string): Complaint | undefined {
  if (/AGE-(SECRET-KEY|PLUGIN)|PRIVATE KEY/i.test(recipient)) {
    return {
      must: 'age must hold recipients, which are public',
      got: 'a private identity',
      fix: 'pass what age-keygen -y prints for it, and renew the identity if others can read this source',
    };
  }
  if (recipient.startsWith('ssh-')) {
    return { must: 'age must hold recipients of age itself', got: 'an SSH key', fix: GENERATE };
  }
  if (!recipient.startsWith('age1')) {
    return {
      must: 'age must hold recipients that begin with age1',
      got: `${recipient.length} characters that begin otherwise`,
      fix: GENERATE,
    };
  }
  if (/[\s,]/.test(recipient)) {
    return {
      must: 'age must hold one recipient an item',
      got: recipient,
      fix: 'pass each by itself, without spaces, commas and line breaks',
    };
  }
  return checkKind(recipient);
}

function checkKind(recipient: string): Complaint | undefined {
  const read = readBech32(recipient);
  if (!read) {
    return {
      must: 'age must hold recipients that are whole',
      got: recipient,
      fix: 'copy it again: a character of it is wrong or missing',
    };
  }
  // A recipient may belong to a plugin, such as age1yubikey1…: https://github.com/C2SP/C2SP/blob/main/age-plugin.md
  return KINDS[read.prefix] === read.bytes
    ? undefined
    : {
        must:
          'age must hold X25519 (age1…) or post-quantum (age1pq1…) recipients: the cluster decrypts without a plugin ' +
          'or a device',
        got: recipient,
        fix: GENERATE,
      };
}

/** Length of a file for one recipient: header in base64 without padding, nonce, and content with its tag. */
export function wrappedBytes(recipient: string, content: number): number {
  const stanza = recipient.startsWith('age1pq1') ? (['mlkem768x25519', 1088 + 32] as const) : (['X25519', 32] as const);
  const base64 = (bytes: number): number => Math.ceil((bytes * 4) / 3);
  const header = [
    'age-encryption.org/v1'.length,
    `-> ${stanza[0]} `.length + base64(stanza[1]),
    base64(16 + 16),
    '--- '.length + base64(32),
  ];
  return header.reduce((sum, line) => sum + line + 1, 0) + 16 + content + 16;
}

/** A text file as age armors it: https://github.com/C2SP/C2SP/blob/main/age.md#ascii-armor */
export function armor(bytes: Buffer): string {
  return [
    '-----BEGIN AGE ENCRYPTED FILE-----',
    ...(bytes.toString('base64').match(/.{1,64}/g) ?? []),
    '-----END AGE ENCRYPTED FILE-----',
    '',
  ].join('\n');
}
