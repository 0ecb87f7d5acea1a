import { Complaint } from '../errors';
import { JsonObject, Manifest, Strings } from '../kubernetes/manifest';
import { SecretFile } from '../model/server';

/** What everybody may read of a Secret. */
export interface SecretFrame {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly labels: Strings;
  readonly annotations: Strings;
}

/** A Secret in plaintext, on its way into a manifest. */
export interface SecretContent extends SecretFrame {
  readonly data: Strings;
}

/** Whoever reads the manifest has the key. */
export interface PlainDelivery {
  readonly kind: 'plain';
  readonly manifest: (content: SecretContent) => Manifest;
  readonly file: Extract<SecretFile, 'chart' | 'secret'>;
}

/**
 * The key is encrypted in the process that knows it, and the ciphertext kept in the state: it is random, so making it
 * again would show as a difference at every synth, and most machines do not know the key at all.
 */
export interface EncryptedDelivery {
  readonly kind: 'encrypted';
  /** Of the ciphertext's file, `1.sealed-secret.json`, and in messages. */
  readonly name: string;
  readonly file: Extract<SecretFile, 'chart' | 'sops'>;
  /**
   * What is wrong with the recipient; with the date where something is about to be encrypted, for what was encrypted
   * once has no date.
   */
  readonly check: (now: Date | undefined) => Complaint | undefined;
  /** For whom, in one line that may be public. Another one is worth a notice: whoever could decrypt still can. */
  readonly recipient: () => string;
  /**
   * What the ciphertext is bound to, in one line; empty where it is bound to nothing. Under another one nobody can
   * decrypt.
   */
  readonly binding: (frame: SecretFrame) => string;
  /** Several at once, because the slow part may be to begin. Throws InvalidInput only. */
  readonly encrypt: (contents: readonly SecretContent[]) => readonly JsonObject[];
  /**
   * In place of a ciphertext where nothing may be random: of the same shape, the same for ever, and nobody can decrypt
   * it.
   */
  readonly placeholder: (content: SecretContent) => JsonObject;
  readonly manifest: (frame: SecretFrame, ciphertext: JsonObject) => Manifest;
  /**
   * What to do first where the cluster has the Secret already, in one line; `undefined` where whoever decrypts
   * overwrites it.
   */
  readonly takeOver: (frame: SecretFrame) => string | undefined;
}

/** The key comes into the cluster on a way that is not ours. */
export interface ElsewhereDelivery {
  readonly kind: 'elsewhere';
  readonly check: () => Complaint | undefined;
  /** Where a machine that minted hands the key to, for a notice. */
  readonly destination: string;
  /** Whether it takes the key of a generation before that serves. */
  readonly keepsStandby: boolean;
  /**
   * What fetches it, where something does. `generation` counts the certificates of one server; a provided one has none.
   */
  readonly manifest: (frame: SecretFrame, generation: number | undefined) => Manifest | undefined;
}

/**
 * How a private key reaches the cluster. Adding a way is one file that returns one of these, and a factory in
 * delivery.ts.
 */
export type DeliveryStrategy = PlainDelivery | EncryptedDelivery | ElsewhereDelivery;
