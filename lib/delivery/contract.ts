import { Manifest, Strings } from '../manifest';

/** A Secret in plaintext, on its way into a manifest. */
export interface SecretContent {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly data: Strings;
  readonly labels: Strings;
  readonly annotations: Strings;
}

/** How a private key reaches the cluster. Adding a way is one file that returns one of these, and a factory in delivery.ts. */
export interface DeliveryStrategy {
  readonly manifest: (content: SecretContent) => Manifest;
  /** Whether the manifest shows the key to whoever reads it, and so needs a file that Git ignores. */
  readonly ownFile: boolean;
}
