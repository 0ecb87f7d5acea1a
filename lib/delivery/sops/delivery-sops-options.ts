/** Options of `Delivery.sops()`. */
export interface DeliverySopsOptions {
  /**
   * Recipients of age that can decrypt, each by itself: the cluster's, and those of the people who shall be able to.
   * X25519 (`age1…`) and post-quantum ones (`age1pq1…`), which `age-keygen -y` prints. They are public, so they may
   * stand in the source.
   */
  readonly age: string[];
}
