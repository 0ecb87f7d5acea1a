/** One API group in one version: one APIService. */
export interface Api {
  /** API group: a domain that you own, such as `wardle.example.com`. */
  readonly group: string;

  /** Version of the group: `v1alpha1`, `v1beta1`, `v1`. */
  readonly version: string;

  /**
   * Priority of the group, 1 to 20000. Clients prefer the group with the higher number. Give all versions of a group
   * the same number.
   *
   * @default 1000
   */
  readonly groupPriorityMinimum?: number;

  /**
   * Priority of the version in its group, 1 to 1000. With equal numbers Kubernetes orders versions by name: v1,
   * v1beta1, v1alpha1.
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
   * Labels of the APIService, in addition to those of every object.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the APIService, in addition to those of every object.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };
}
