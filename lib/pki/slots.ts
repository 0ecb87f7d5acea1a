import { KeyObject, X509Certificate } from 'node:crypto';

/**
 * A serving certificate with the CA that signed it and nothing else: that CA's key was forgotten at once. Parsed, so that what is emitted
 * depends on the certificate alone, and not on the line endings that Git left in a file.
 */
export interface Generation {
  /** Counts from 1 and is never used again, so that a file name says which is newer. */
  readonly number: number;
  readonly ca: X509Certificate;
  readonly certificate: X509Certificate;
  /** Absent on a machine that did not mint it and was not given it. */
  readonly privateKey: KeyObject | undefined;
}

/**
 * Three slots make rotation safe in any order of apply: the bundle trusts all three, the Secret holds `current`, and a rotation
 * moves `standby`, which everybody has trusted since the last one, to `current`.
 */
export interface Slots {
  readonly previous: Generation | undefined;
  readonly current: Generation;
  readonly standby: Generation;
}

export function generations(slots: Slots): Generation[] {
  return [...(slots.previous ? [slots.previous] : []), slots.current, slots.standby];
}

/** CA certificates of every slot, oldest first. */
export function caBundle(slots: Slots): string {
  return generations(slots).map(({ ca }) => ca.toString()).join('');
}

export function keyText(privateKey: KeyObject): string {
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}
