import { forgetStandbyCommand, handOutCommand, rotateCommand } from '../command';
import { ElsewhereDelivery, EncryptedDelivery, SecretFrame } from '../delivery/delivery-strategy';
import { Encrypted, Generation, Slots } from '../pki/slots';
import { MintedKeys, ServerState } from './minted-keys';

/** Notices that tell people what to do after the state of a server was written. */
export function changeNotices(keys: MintedKeys, slots: Slots, secretFile: string | undefined): string[] {
  const { state, delivery } = keys;
  const { found } = state;
  const encryptedOldKey =
    found !== undefined &&
    (slots.current !== keys.slots.current || (found.standby !== undefined && slots.standby !== keys.slots.standby));
  return [
    ...(delivery.kind === 'encrypted' && encryptedOldKey ? [afterChangeOfDelivery(keys, delivery)] : []),
    ...(found?.standby ? [] : [afterMinting(keys, secretFile)]),
  ];
}

/** Keys of an earlier synth were encrypted; their plaintext stays in the state until somebody removes it. */
function afterChangeOfDelivery({ state, frame }: MintedKeys, delivery: EncryptedDelivery): string {
  const { path, server, location } = state;
  return (
    `${path}: the keys of ${server} are now encrypted for ${delivery.recipient()}, and still in plaintext in ` +
    `${location}/*.key; commit ${location}, apply, and remove these files when the Secret has arrived` +
    existingSecretAdvice(frame, delivery)
  );
}

function afterMinting(keys: MintedKeys, secretFile: string | undefined): string {
  const { state, delivery } = keys;
  const commit = `${state.path}: new keys for ${state.server}; commit ${state.location}`;
  switch (delivery.kind) {
    case 'plain':
      return secretFile === undefined
        ? commit
        : `${commit}, and keep ${secretFile} out of Git: it holds the private key`;
    case 'encrypted':
      return `${commit}: they are encrypted for ${delivery.recipient()} and stored nowhere else`;
    case 'elsewhere':
      return `${commit}, and ${bringTo(delivery, keys)}`;
  }
}

/** The standby must not be mounted before it serves: kube-apiserver may not trust it yet. */
function bringTo({ destination, keepsStandby }: ElsewhereDelivery, { state, slots }: MintedKeys): string {
  const current = handOutCommand(state.server, 'current');
  const standby = handOutCommand(state.server, 'standby');
  if (!keepsStandby) {
    return `run ${current} and copy its output to ${destination}`;
  }
  if (state.found === undefined) {
    return `run ${current} and ${standby} and copy their output to ${destination}`;
  }
  // A rotation may come before the current key was copied. A key that is no longer here was copied.
  const alsoCurrent = slots.current.privateKey
    ? `; do the same with ${current} unless the current one is there already`
    : '';
  return `run ${standby} and copy its output to ${destination}${alsoCurrent}`;
}

/** `consequence` is what this synth does without the key. */
export function missingKeyNotice(state: ServerState, { encrypted }: Generation, consequence: string): string {
  return (
    `${state.path}: the private key of ${state.server} is not on this machine${onNoMachine(encrypted)}, ` +
    `so ${consequence} (${state.location})`
  );
}

export function missingStandbyNotice(
  { path, server, location }: ServerState,
  { number }: Generation,
  encrypted: Encrypted,
): string {
  return (
    `${path}: the private key of the standby, generation ${number} in ${location}, is not on this machine` +
    `${onNoMachine(encrypted)}: run ${forgetStandbyCommand(server)}, synthesize to mint another, commit and apply`
  );
}

/** A key that was encrypted when it was minted was never on a disk. The state does not record whether it was. */
function onNoMachine(encrypted: Encrypted | undefined): string {
  return encrypted ? `, and on no other if only the delivery ${encrypted.delivery} ever had it` : '';
}

/** A key stays encrypted for the old recipient, who can still decrypt it, so nothing breaks; only a new key is not. */
export function recipientNotice(
  { path, server, location }: ServerState,
  encrypted: readonly Generation[],
  delivery: EncryptedDelivery,
): string | undefined {
  const recipient = delivery.recipient();
  const [current, standby] = encrypted.map(generation => generation.encrypted?.recipient);
  const old = [current, standby].find(one => one !== undefined && one !== recipient);
  if (old === undefined) {
    return undefined;
  }
  const fix =
    standby !== undefined && standby !== recipient
      ? `run ${forgetStandbyCommand(server)}, synthesize and apply everywhere, then run ${rotateCommand(server)}`
      : `the standby is for the new one: apply it everywhere, then run ${rotateCommand(server)}`;
  return `${path}: keys in ${location} are still encrypted for ${old}, not for ${recipient}; ${fix}`;
}

/** A Secret that came into the cluster in another way may be in the way of the one that the delivery makes. */
export function existingSecretAdvice(frame: SecretFrame, delivery: EncryptedDelivery): string {
  const first = delivery.takeOver(frame);
  return first === undefined ? '' : `. Where the cluster has the Secret already, ${first}`;
}
