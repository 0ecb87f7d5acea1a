import { Complaint, orRefuse, refuse } from '../../errors';
import { JsonObject, Manifest, sorted } from '../../kubernetes/manifest';
import { Clock, systemClock } from '../../pki/clock';
import { EncryptedDelivery, present, SecretFrame, whereabouts } from '../delivery-strategy';
import { armor, checkAgeRecipients, wrappedBytes } from './age-recipients';
import { DATA_KEY_BYTES, encryptedDocument, encryptWith, encryptWithNothing, newDataKey, WrappedKey } from './document';
import { wrapKeys } from './wrap-keys';
import { DeliverySopsOptions } from './delivery-sops-options';

const NEVER = new Date(0);

/** The Secret as a file of SOPS: its values encrypted with one key, and that key for each recipient of age. */
export function sops({ age }: DeliverySopsOptions, clock: Clock = systemClock): EncryptedDelivery {
  const recipients = [...age].sort();
  const together = (wrapped: readonly string[]): WrappedKey[] =>
    recipients.map((recipient, index) => ({ recipient, enc: wrapped[index] ?? '' }));
  return {
    kind: 'encrypted',
    name: 'sops',
    file: 'sops',
    check: () => checkAgeRecipients(age),
    recipient: () => recipients.join(' '),
    // The ciphertext depends on the keys of the data only, not on the Secret's name or namespace.
    binding: () => '',
    encrypt: contents => {
      const keys = contents.map(newDataKey);
      contents.forEach(content => refuse(whereabouts(content), checkFields(content)));
      const wrapped =
        keys.length === 0 ? [] : orRefuse(contents.map(whereabouts).join(', '), wrapKeys(keys, recipients));
      return contents.map(({ data }, index) =>
        encryptedDocument(sorted(data), encryptWith(keys[index]!), clock.now(), together(wrapped[index]!)),
      );
    },
    placeholder: ({ data }) =>
      encryptedDocument(
        sorted(data),
        encryptWithNothing,
        NEVER,
        together(recipients.map(recipient => armor(Buffer.alloc(wrappedBytes(recipient, DATA_KEY_BYTES))))),
      ),
    manifest: (frame, ciphertext) => {
      refuse(whereabouts(frame), checkFields(frame));
      return sopsManifest(frame, ciphertext);
    },
    // The decrypted Secret is applied like any other object, so it overwrites an existing one.
    takeOver: () => undefined,
  };
}

function sopsManifest(
  { name, namespace, type, labels, annotations }: SecretFrame,
  { data, sops: stanza }: JsonObject,
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels: present(labels), annotations: present(annotations) },
    type,
    data,
    sops: stanza,
  };
}

/** SOPS treats every value below a field of these names as encrypted, at any depth. */
const ENCRYPTED = ['data', 'stringData'];

function checkFields({ labels, annotations }: SecretFrame): Complaint | undefined {
  const found = ENCRYPTED.find(field => field in labels || field in annotations);
  return found === undefined
    ? undefined
    : {
        must: 'labels and annotations must not be named data or stringData: SOPS would try to decrypt them',
        got: found,
        fix: 'give it another name, with a prefix such as example.com/',
      };
}
