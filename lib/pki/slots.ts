import { KeyObject, X509Certificate } from 'node:crypto';
import { JsonObject } from '../kubernetes/manifest';

/** A private key as a delivery encrypted it: nobody can do that again who does not have the key. */
export interface Encrypted {
  /** `sealed-secret` or `sops`. */
  readonly delivery: string;
  /** For whom, in words that may be public. */
  readonly recipient: string;
  /** The name, namespace or cluster that it can only be decrypted under; empty where there is none. */
  readonly binding: string;
  readonly ciphertext: JsonObject;
}

/**
 * A serving certificate with the CA that signed it and nothing else: that CA's key was forgotten at once. Parsed, so
 * that what is emitted depends on the certificate alone, and not on the line endings that Git left in a file.
 */
export interface Generation {
  /** Counts from 1 and is not used again in one history of the state, so that a file name says which is newer. */
  readonly number: number;
  readonly ca: X509Certificate;
  readonly certificate: X509Certificate;
  /** Absent on a machine that did not mint it and was not given it. */
  readonly privateKey: KeyObject | undefined;
  /** Present where the key was encrypted when it was minted; then it is in no file. */
  readonly encrypted: Encrypted | undefined;
}

/**
 * Three slots make rotation safe in any order of apply: the bundle trusts all three, the Secret holds `current`, and a
 * rotation moves `standby`, which everybody has trusted since the last one, to `current`.
 */
export interface Slots {
  readonly previous: Generation | undefined;
  readonly current: Generation;
  /** Empty from a rotation to the next synth, which mints one. */
  readonly standby: Generation | undefined;
  /** The highest number that was ever given to a generation. */
  readonly lastGeneration: number;
  /** When `current` began to serve, where it is not the first. */
  readonly rotated: Date | undefined;
}

/** Whether this machine can say what the Secret holds. */
export function hasKey({ privateKey, encrypted }: Generation): boolean {
  return privateKey !== undefined || encrypted !== undefined;
}

/** Oldest first. */
export function generations({ previous, current, standby }: Slots): Generation[] {
  return [previous, current, standby].filter(generation => generation !== undefined);
}

/** CA certificates of every slot, oldest first. */
export function caBundle(slots: Slots): string {
  return generations(slots)
    .map(({ ca }) => ca.toString())
    .join('');
}

export function keyText(privateKey: KeyObject): string {
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}
