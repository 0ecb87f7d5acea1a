import { Complaint } from '../errors';
import { JsonObject, Manifest, Strings } from '../kubernetes/manifest';
import { SecretFile } from '../model/server';

/** The public part of a Secret. */
export interface SecretFrame {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly labels: Strings;
  readonly annotations: Strings;
}

/** How a message names the Secret if it does not know the construct path. */
export function whereabouts({ namespace, name }: SecretFrame): string {
  return `${namespace}/${name}`;
}

/** The map unless it is empty: not every controller and GitOps tool treats an empty map as absent. */
export function present(map: Strings): Strings | undefined {
  return Object.keys(map).length > 0 ? map : undefined;
}

/** A Secret in plaintext. */
export interface SecretContent extends SecretFrame {
  readonly data: Strings;
}

/** The manifest holds the key in plaintext. */
export interface PlainDelivery {
  readonly kind: 'plain';
  readonly manifest: (content: SecretContent) => Manifest;
  readonly file: Extract<SecretFile, 'chart' | 'secret'>;
}

/**
 * The key is encrypted in the process that has it, and the ciphertext is kept in the state. Encrypting again would give
 * other bytes at every synth, and most machines do not have the key.
 */
export interface EncryptedDelivery {
  readonly kind: 'encrypted';
  /** For messages, and in the name of the ciphertext's file, `1.sealed-secret.json`. */
  readonly name: string;
  readonly file: Extract<SecretFile, 'chart' | 'sops'>;
  /** A complaint about the recipient. `now` is given before encrypting; an existing ciphertext has no date to check. */
  readonly check: (now: Date | undefined) => Complaint | undefined;
  /** The recipient in one public line. A change of it gives a notice: the old recipient can still decrypt. */
  readonly recipient: () => string;
  /** The name or namespace that the ciphertext is bound to, in one line; empty if there is none. */
  readonly binding: (frame: SecretFrame) => string;
  /** All in one call, because starting may be slow. Throws only InvalidInput. */
  readonly encrypt: (contents: readonly SecretContent[]) => readonly JsonObject[];
  /** For tests: has the form of a ciphertext, is always the same, and cannot be decrypted. */
  readonly placeholder: (content: SecretContent) => JsonObject;
  readonly manifest: (frame: SecretFrame, ciphertext: JsonObject) => Manifest;
  /** First step if the cluster has the Secret already; `undefined` if the delivery overwrites it. */
  readonly takeOver: (frame: SecretFrame) => string | undefined;
}

/** The user brings the key into the cluster. */
export interface ElsewhereDelivery {
  readonly kind: 'elsewhere';
  readonly check: () => Complaint | undefined;
  /** The place that the user copies a minted key to, for a notice. */
  readonly destination: string;
  /** Whether that place takes the standby before it serves. */
  readonly keepsStandby: boolean;
  /** The object that fetches the key, if there is one. `generation` is absent for a key that the user gave. */
  readonly manifest: (frame: SecretFrame, generation: number | undefined) => Manifest | undefined;
}

/** How a private key reaches the cluster. A new way is a file that returns a strategy, and a factory in delivery.ts. */
export type DeliveryStrategy = PlainDelivery | EncryptedDelivery | ElsewhereDelivery;
