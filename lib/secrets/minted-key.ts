import { DeliveryStrategy, ElsewhereDelivery, EncryptedDelivery, SecretFrame } from '../delivery/delivery-strategy';
import { Complaint, refuse } from '../errors';
import { notice } from '../notices';
import { systemClock } from '../pki/clock';
import { Encrypted, Generation, keyText, Slots } from '../pki/slots';
import { checkEncryptingAllowed } from '../pki/store/missing-state';
import { Secret } from '../model/server';
import { takingOver } from './take-over';

/** Whose keys they are, and where they lie. */
export interface Owner {
  /** Construct path, for messages. */
  readonly path: string;
  /** `<namespace>/<name>`, as the command line calls it. */
  readonly server: string;
  /** Of the state. */
  readonly location: string;
  readonly fixtures: boolean;
}

/**
 * The slots with an encrypted key in every generation that may serve, where the delivery wants that: later nobody knows
 * the keys. The same object where nothing had to be encrypted. Ciphertexts stay where another delivery has no use for
 * them: another app of the same state may.
 */
export function encryptKeys(owner: Owner, frame: SecretFrame, slots: Slots, delivery: DeliveryStrategy): Slots {
  if (delivery.kind !== 'encrypted') {
    return slots;
  }
  const serving = [slots.current, ...(slots.standby ? [slots.standby] : [])];
  const missing = serving.filter(({ encrypted }) => !isFor(encrypted, delivery, frame));
  tellOfRecipients(
    owner,
    serving.filter(generation => !missing.includes(generation)),
    delivery,
  );
  if (missing.length === 0) {
    return slots;
  }
  missing.forEach(generation => refuse(owner.path, checkKeyIsHere(owner, generation, delivery, frame)));
  refuse(
    owner.path,
    owner.fixtures
      ? undefined
      : (delivery.check(systemClock.now()) ?? checkEncryptingAllowed(process.env, owner.location)),
  );
  const contents = missing.map(({ certificate, privateKey }) => ({
    ...frame,
    data: pair(certificate.toString(), keyText(privateKey!)),
  }));
  const ciphertexts = owner.fixtures ? contents.map(delivery.placeholder) : delivery.encrypt(contents);
  const encrypted = new Map(
    missing.map((generation, index) => [
      generation,
      {
        ...generation,
        encrypted: {
          delivery: delivery.name,
          recipient: delivery.recipient(),
          binding: delivery.binding(frame),
          ciphertext: ciphertexts[index]!,
        },
      },
    ]),
  );
  const standby = slots.standby && (encrypted.get(slots.standby) ?? slots.standby);
  return { ...slots, current: encrypted.get(slots.current) ?? slots.current, standby };
}

/** The Secret with the generation that serves, in the form of its delivery; none where this machine cannot say it. */
export function mintedSecret(
  owner: Owner,
  frame: SecretFrame,
  { current, standby }: Slots,
  delivery: DeliveryStrategy,
): Secret | undefined {
  if (delivery.kind !== 'encrypted' && current.privateKey && standby?.encrypted && !standby.privateKey) {
    notice(
      `${owner.path}: the private key of the standby, generation ${standby.number} in ${owner.location}, is not on this machine, and if only the delivery ${standby.encrypted.delivery} ever had it, on none: then ` +
        `run "npx cdk8s-extension-api-server pki forget ${owner.server} --standby", synthesize, which mints another, commit and apply`,
    );
  }
  switch (delivery.kind) {
    case 'plain': {
      if (current.privateKey === undefined) {
        notice(
          `${owner.path}: ${keyIsNotHere(owner, current)}, so its Secret is left out; everything else is complete (${owner.location})`,
        );
        return undefined;
      }
      return {
        manifest: delivery.manifest({
          ...frame,
          data: pair(current.certificate.toString(), keyText(current.privateKey)),
        }),
        file: delivery.file,
      };
    }
    case 'encrypted':
      return { manifest: delivery.manifest(frame, current.encrypted!.ciphertext), file: delivery.file };
    case 'elsewhere': {
      if (current.privateKey === undefined && current.encrypted) {
        notice(
          `${owner.path}: ${keyIsNotHere(owner, current)}, so it must be in place already: ${delivery.destination} (${owner.location})`,
        );
      }
      const manifest = delivery.manifest(frame, current.number);
      return manifest && { manifest, file: 'chart' };
    }
  }
}

/** A key that was encrypted as it was minted never was on any disk, which the state does not tell. */
function keyIsNotHere({ server }: Owner, { encrypted }: Generation): string {
  return `the private key of ${server} is not on this machine${encrypted ? `, and if only the delivery ${encrypted.delivery} ever had it, on none` : ''}`;
}

/** From what was read, through what was minted, to what is written. */
export interface Change {
  readonly known: Slots | undefined;
  readonly complete: Slots;
  readonly slots: Slots;
}

/** What to do with a state that was just written. `secretFile` is where the Secret goes, if one is emitted. */
export function noticeChange(
  owner: Owner,
  frame: SecretFrame,
  delivery: DeliveryStrategy,
  { known, complete, slots }: Change,
  secretFile: string | undefined,
): void {
  if (
    delivery.kind === 'encrypted' &&
    known &&
    (slots.current !== complete.current || (known.standby && slots.standby !== complete.standby))
  ) {
    notice(afterChangeOfDelivery(owner, frame, delivery));
  }
  if (!known?.standby) {
    notice(afterMinting(owner, delivery, { known, complete, slots }, secretFile));
  }
}

/** Keys of an earlier synth, in another form. */
function afterChangeOfDelivery(owner: Owner, frame: SecretFrame, delivery: EncryptedDelivery): string {
  const { path, server, location } = owner;
  return (
    `${path}: the keys of ${server} are now encrypted for ${delivery.recipient()}, and still in plaintext in ${location}/*.key; commit ${location}, apply, and remove these files when the Secret has arrived` +
    takingOver(frame, delivery)
  );
}

/** What to do with keys that were just made. */
function afterMinting(
  { path, server, location }: Owner,
  delivery: DeliveryStrategy,
  change: Change,
  secretFile: string | undefined,
): string {
  const commit = `${path}: new keys for ${server}; commit ${location}`;
  switch (delivery.kind) {
    case 'plain':
      return secretFile === undefined
        ? commit
        : `${commit}, and keep ${secretFile} out of Git: it holds the private key`;
    case 'encrypted':
      return `${commit}: they are encrypted for ${delivery.recipient()} and nowhere else`;
    case 'elsewhere':
      return `${commit}, and ${handOverTo(server, delivery, change)}`;
  }
}

/** A Secret that is mounted must not get the standby before that serves: kube-apiserver may not trust it yet. */
function handOverTo(
  server: string,
  { destination, keepsStandby }: ElsewhereDelivery,
  { known, complete }: Change,
): string {
  const current = `"npx cdk8s-extension-api-server pki hand-out ${server}"`;
  const standby = `"npx cdk8s-extension-api-server pki hand-out ${server} --slot standby"`;
  if (!keepsStandby) {
    return `hand the current one over to ${destination} with ${current}`;
  }
  if (known === undefined) {
    return `hand them over to ${destination} with ${current} and ${standby}`;
  }
  // A rotation may have come before the hand-out of what serves now. Where its key is not here any more, it was handed
  // out.
  const unless = complete.current.privateKey
    ? `, and the one that serves, unless it is there already, with ${current}`
    : '';
  return `hand the standby over to ${destination} with ${standby}${unless}`;
}

const pair = (certificate: string, privateKey: string): { readonly [key: string]: string } => ({
  'tls.crt': certificate,
  'tls.key': privateKey,
});

function isFor(encrypted: Encrypted | undefined, delivery: EncryptedDelivery, frame: SecretFrame): boolean {
  return encrypted?.delivery === delivery.name && encrypted.binding === delivery.binding(frame);
}

function checkKeyIsHere(
  { location }: Owner,
  { number, privateKey, encrypted }: Generation,
  delivery: EncryptedDelivery,
  frame: SecretFrame,
): Complaint | undefined {
  if (privateKey) {
    return undefined;
  }
  const anew = `move ${location} away to mint new keys and apply everything at once`;
  if (!encrypted) {
    return {
      must: `${location}: the key of generation ${number} must be encrypted by a machine that has it`,
      got: 'no key on this machine',
      fix: `run synth where ${location}/${number}.key is and commit the folder, or ${anew}`,
    };
  }
  return encrypted.delivery === delivery.name
    ? {
        must: `${location}: the key of generation ${number} can only be decrypted for ${encrypted.binding}`,
        got: delivery.binding(frame),
        fix: `change that back, or ${anew}`,
      }
    : {
        must: `${location}: the key of generation ${number} was encrypted for the delivery ${encrypted.delivery}`,
        got: delivery.name,
        fix: `change that back, or ${anew}`,
      };
}

/** Whoever could decrypt still can, so nothing breaks; but a new recipient waits for a key of its own. */
function tellOfRecipients(
  { path, server, location }: Owner,
  known: readonly Generation[],
  delivery: EncryptedDelivery,
): void {
  const [current, standby] = known.map(({ encrypted }) => encrypted?.recipient);
  const recipient = delivery.recipient();
  if (current === undefined || (current === recipient && (standby ?? recipient) === recipient)) {
    return;
  }
  const command = 'npx cdk8s-extension-api-server pki';
  const fix =
    (standby ?? recipient) === recipient
      ? `the standby is for the new one: apply it everywhere, then run "${command} rotate ${server}"`
      : `run "${command} forget ${server} --standby", synthesize and apply everywhere, then run "${command} rotate ${server}"`;
  const [old] = [current, standby].filter(one => one !== undefined && one !== recipient);
  notice(`${path}: keys in ${location} are still encrypted for ${old}, not for ${recipient}; ${fix}`);
}
