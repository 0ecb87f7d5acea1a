/** Labels and annotations of every emitted object. */
export interface MetadataOptions {
  /**
   * Labels of every object. No selector uses them, so they may change.
   *
   * @default {} - only `app.kubernetes.io/name` and `app.kubernetes.io/component`; with Profile.BARE none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of every object.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Whether every object gets the annotation `argocd.argoproj.io/sync-wave`, so that Argo CD applies APIServices last.
   * An APIService whose server does not run yet blocks the deletion of every namespace in the cluster.
   *
   * @default false
   */
  readonly syncWaves?: boolean;
}

/** The Namespace object. */
export interface NamespaceOptions {
  /**
   * Whether to emit the Namespace. Several servers in one namespace emit it once.
   *
   * @default - true; false for `default`, `kube-system`, `kube-public` and `kube-node-lease`, and with
   * `Backend.fromPods()`
   */
  readonly enabled?: boolean;

  /**
   * Labels of the Namespace.
   *
   * @default - the Pod Security Standard "restricted"; with Profile.BARE none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };
}
