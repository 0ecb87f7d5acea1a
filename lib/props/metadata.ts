/** Labels and annotations of every emitted object. */
export interface MetadataOptions {
  /**
   * Labels of every object. They are not part of any selector, so they may change.
   *
   * @default {} - none beside `app.kubernetes.io/name` and `app.kubernetes.io/component`, and with Profile.BARE none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of every object.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Annotate every object with `argocd.argoproj.io/sync-wave`, so that Argo CD applies APIServices last: an APIService
   * whose server is not there yet blocks the deletion of namespaces in the whole cluster.
   *
   * @default false
   */
  readonly syncWaves?: boolean;
}

/** The Namespace object. */
export interface NamespaceOptions {
  /**
   * Whether to emit it. Several servers in one namespace emit it once.
   *
   * @default true - but false for `default`, `kube-system`, `kube-public`, `kube-node-lease`, and where the backend is
   * not emitted either
   */
  readonly enabled?: boolean;

  /**
   * Labels.
   *
   * @default - the Pod Security Standard "restricted", and with Profile.BARE none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };
}
