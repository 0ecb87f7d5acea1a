import { Duration } from 'cdk8s';

/** Kinds of stores of the External Secrets Operator. */
export enum SecretStoreKind {
  /** A SecretStore in the server's namespace. */
  SECRET_STORE = 'SecretStore',
  /** A ClusterSecretStore, which serves every namespace. */
  CLUSTER_SECRET_STORE = 'ClusterSecretStore',
}

/** Options of `Delivery.externalSecret()`. */
export interface DeliveryExternalSecretOptions {
  /** Name of the store that knows the vault. */
  readonly store: string;

  /**
   * Kind of the store.
   *
   * @default SecretStoreKind.CLUSTER_SECRET_STORE
   */
  readonly storeKind?: SecretStoreKind;

  /**
   * Place in the vault, in the words that the vault's provider understands: some allow no slash. Every generation of a
   * generated certificate is an entry of its own, `<key>-1`, `<key>-2` and so on, so that a rotation is one commit and
   * its rollback another. A provided certificate has no generations: its entry is `<key>`.
   *
   * @default - `<namespace>/<name of the Secret>`
   */
  readonly key?: string;

  /**
   * How often the operator reads the vault again. An entry never changes, so this is how long a deleted or edited
   * Secret stays so at most.
   *
   * @default Duration.hours(1)
   */
  readonly refreshInterval?: Duration;

  /**
   * Property of the entry that holds the certificate as PEM text, followed by its intermediates if it has any.
   *
   * @default 'tls.crt'
   */
  readonly certificateProperty?: string;

  /**
   * Property of the entry that holds the private key as PEM text.
   *
   * @default 'tls.key'
   */
  readonly privateKeyProperty?: string;
}
