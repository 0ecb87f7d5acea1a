/** One API group in one version: one APIService. */
export interface Api {
  /** API group, a domain of your own: `wardle.example.com`. */
  readonly group: string;

  /** Version of the group: `v1alpha1`, `v1beta1`, `v1`. */
  readonly version: string;

  /**
   * Place of the group among others, 1 to 20000: clients prefer the higher. All versions of a group should say the
   * same.
   *
   * @default 1000
   */
  readonly groupPriorityMinimum?: number;

  /**
   * Place of the version within its group, 1 to 1000. Among equal numbers Kubernetes orders by the name: v1 before
   * v1beta1 before v1alpha1.
   *
   * @default 15
   */
  readonly versionPriority?: number;

  /**
   * Plural names of the resources that the server serves in this version, with their subresources: `flunders`,
   * `flunders/status`. `grantRead()`, `grantManage()` and `rbac.aggregatedRoles` give access to these.
   *
   * @default ['*'] - all resources of the group
   */
  readonly resources?: string[];

  /**
   * Whether the server only answers `get`, `list` and `watch`, as metrics APIs do. `grantManage()` and
   * `rbac.aggregatedRoles` then give no other permissions.
   *
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Labels of the APIService beside those of every object.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the APIService beside those of every object.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };
}
