import { KeyObject, X509Certificate } from 'node:crypto';
import { JsonObject } from '../kubernetes/manifest';

/** A private key that a delivery encrypted. Only a machine with the key can encrypt it again. */
export interface Encrypted {
  /** `sealed-secret` or `sops`. */
  readonly delivery: string;
  /** The public key or certificate that it was encrypted for, in a form that may be public. */
  readonly recipient: string;
  /** The name or namespace under which alone it can be decrypted; empty if there is none. */
  readonly binding: string;
  readonly ciphertext: JsonObject;
}

/**
 * A serving certificate with the CA that signed only this one; the CA's key was deleted at once. Both are parsed, so
 * that emitted bytes do not depend on the line endings that Git left in a file.
 */
export interface Generation {
  /** Counts from 1 and is never used again, so file names show which generation is newer. */
  readonly number: number;
  readonly ca: X509Certificate;
  readonly certificate: X509Certificate;
  /** Absent on a machine that does not have the key. */
  readonly privateKey: KeyObject | undefined;
  /** Present if a delivery encrypted the key; a key that was encrypted when it was minted is in no other file. */
  readonly encrypted: Encrypted | undefined;
}

/**
 * Three slots make a rotation safe in any order of apply: the bundle trusts all three, the Secret holds `current`, and
 * a rotation moves `standby` to `current`, after every bundle has had time to trust it.
 */
export interface Slots {
  readonly previous: Generation | undefined;
  readonly current: Generation;
  /** Empty from a rotation to the next synth, which mints one. */
  readonly standby: Generation | undefined;
  /** The highest number that a generation ever had. */
  readonly lastGeneration: number;
  /** When `current` began to serve, unless it is the first. */
  readonly rotated: Date | undefined;
}

/** Whether this machine can emit the Secret. */
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
