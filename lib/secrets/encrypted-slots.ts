import { EncryptedDelivery, SecretFrame } from '../delivery/delivery-strategy';
import { Complaint, refuse } from '../errors';
import { notice } from '../notices';
import { systemClock } from '../pki/clock';
import { Encrypted, Generation, keyText, Slots } from '../pki/slots';
import { checkEncryptingAllowed } from '../pki/store/missing-state';
import { recipientNotice } from './key-notices';
import { MintedKeys, ServerState } from './minted-keys';

/**
 * The slots with an encrypted key in each generation that may serve, if the delivery encrypts; the same object if
 * nothing had to be encrypted. The ciphertext of another delivery stays: another app of the same state may need it.
 */
export function encryptedSlots({ state, slots, delivery, frame }: MintedKeys): Slots {
  if (delivery.kind !== 'encrypted') {
    return slots;
  }
  const serving = [slots.current, slots.standby];
  const missing = serving.filter(({ encrypted }) => !isFor(encrypted, delivery, frame));
  const stale = recipientNotice(
    state,
    serving.filter(generation => !missing.includes(generation)),
    delivery,
  );
  if (stale !== undefined) {
    notice(stale);
  }
  if (missing.length === 0) {
    return slots;
  }
  missing.forEach(generation => refuse(state.path, checkKeyIsHere(state, generation, delivery, frame)));
  if (!state.fixtures) {
    refuse(state.path, delivery.check(systemClock.now()) ?? checkEncryptingAllowed(process.env, state.location));
  }
  const encrypted = encrypt(missing, state.fixtures, delivery, frame);
  const now = (generation: Generation): Generation => encrypted.get(generation) ?? generation;
  return { ...slots, current: now(slots.current), standby: now(slots.standby) };
}

/** All keys in one call: a delivery may start a process for it. */
function encrypt(
  missing: readonly Generation[],
  fixtures: boolean,
  delivery: EncryptedDelivery,
  frame: SecretFrame,
): ReadonlyMap<Generation, Generation> {
  const contents = missing.map(({ certificate, privateKey }) => ({
    ...frame,
    data: { 'tls.crt': certificate.toString(), 'tls.key': keyText(privateKey!) },
  }));
  const ciphertexts = fixtures ? contents.map(delivery.placeholder) : delivery.encrypt(contents);
  const encrypted = (index: number): Encrypted => ({
    delivery: delivery.name,
    recipient: delivery.recipient(),
    binding: delivery.binding(frame),
    ciphertext: ciphertexts[index]!,
  });
  return new Map(missing.map((generation, index) => [generation, { ...generation, encrypted: encrypted(index) }]));
}

function isFor(encrypted: Encrypted | undefined, delivery: EncryptedDelivery, frame: SecretFrame): boolean {
  return encrypted?.delivery === delivery.name && encrypted.binding === delivery.binding(frame);
}

function checkKeyIsHere(
  { location }: ServerState,
  { number, privateKey, encrypted }: Generation,
  delivery: EncryptedDelivery,
  frame: SecretFrame,
): Complaint | undefined {
  if (privateKey) {
    return undefined;
  }
  const mintAgain = `move ${location} away to mint new keys and apply everything at once`;
  if (!encrypted) {
    return {
      must: `${location}: the key of generation ${number} must be encrypted by a machine that has it`,
      got: 'no key on this machine',
      fix: `run synth where ${location}/${number}.key is and commit the folder, or ${mintAgain}`,
    };
  }
  return encrypted.delivery === delivery.name
    ? {
        must: `${location}: the key of generation ${number} can only be decrypted for ${encrypted.binding}`,
        got: delivery.binding(frame),
        fix: `change that back, or ${mintAgain}`,
      }
    : {
        must: `${location}: the key of generation ${number} was encrypted for the delivery ${encrypted.delivery}`,
        got: delivery.name,
        fix: `change that back, or ${mintAgain}`,
      };
}
