/** How far a sealed Secret may be moved and still be unsealed: https://github.com/bitnami-labs/sealed-secrets#scopes */
export enum SealedSecretScope {
  /** Under its own name in its own namespace only. */
  STRICT = 'strict',
  /** Under any name in its own namespace. */
  NAMESPACE_WIDE = 'namespace-wide',
  /** Under any name in any namespace: anyone who may create a SealedSecret in the cluster can read the key. */
  CLUSTER_WIDE = 'cluster-wide',
}

/** Options of `Delivery.sealedSecret()`. */
export interface DeliverySealedSecretOptions {
  /**
   * PEM text of the certificate that the controller in the cluster seals with: what `kubeseal --fetch-cert` prints. It
   * is public, so it may stand in the source. The controller renews it from time to time and keeps the old keys: an
   * older certificate goes on working until the certificate itself expires.
   */
  readonly certificate: string;

  /**
   * How far the sealed Secret may be moved.
   *
   * @default SealedSecretScope.STRICT
   */
  readonly scope?: SealedSecretScope;
}
