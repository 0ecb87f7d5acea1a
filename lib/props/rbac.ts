import { k8s } from 'cdk8s-plus-27';

/** Accounts and permissions. The server's own rules are the prop `rules`. */
export interface RbacOptions {
  /**
   * ServiceAccount that exists already, for the server to run as. It is bound and not emitted.
   *
   * @default - a ServiceAccount with the server's name is emitted
   */
  readonly serviceAccountName?: string;

  /**
   * Annotations of the emitted ServiceAccount: cloud providers map identities by them.
   *
   * @default {} - none
   */
  readonly serviceAccountAnnotations?: { readonly [key: string]: string };

  /**
   * Whether the ClusterRole holds what the library k8s.io/apiserver reads for itself: namespaces, admission webhooks
   * and policies, and priority and fairness. Without it such a server floods its log, and never gets ready where its
   * admission plug-ins wait for what they may not list.
   *
   * @default - true, and false with `Storage.none()`
   */
  readonly apiserverRules?: boolean;

  /**
   * Whether the server may ask kube-apiserver who its callers are and what they may do: bindings to
   * `system:auth-delegator` and, in kube-system, to `extension-apiserver-authentication-reader`.
   *
   * @default true
   */
  readonly delegation?: boolean;

  /**
   * Whether users with the cluster's roles `view`, `edit` and `admin` get access to the server's API: all three may read
   * it, `edit` and `admin` may also write. Leave it out where the API shows what not every reader of a namespace may see.
   *
   * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
   *
   * @default false
   */
  readonly aggregatedRoles?: boolean;

  /**
   * The account that applies the manifests, if it is not an administrator: a ClusterRole lets it manage exactly these
   * APIServices, save that RBAC cannot restrict `create` by name.
   *
   * @default - no role and no binding
   */
  readonly installer?: k8s.Subject;
}
