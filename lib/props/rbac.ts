import { k8s } from 'cdk8s-plus-27';

/** Accounts and permissions. The server's own rules are the prop `rules`. */
export interface RbacOptions {
  /**
   * Existing ServiceAccount that the server runs as. Bindings refer to it; the account itself is not emitted.
   *
   * @default - a ServiceAccount with the server's name is emitted
   */
  readonly serviceAccountName?: string;

  /**
   * Annotations of the emitted ServiceAccount. Cloud providers use them to map identities.
   *
   * @default {} - none
   */
  readonly serviceAccountAnnotations?: { readonly [key: string]: string };

  /**
   * Whether the ClusterRole lets the server read what the library k8s.io/apiserver needs: namespaces, admission
   * webhooks and policies, and the objects of priority and fairness. A server that needs these rules and does not get
   * them logs errors continuously. It never becomes ready if its admission plug-ins wait for such objects.
   *
   * @default - true, and false with `Storage.none()`
   */
  readonly apiserverRules?: boolean;

  /**
   * Whether the server may use delegated authentication and authorization: bindings to `system:auth-delegator` and, in
   * kube-system, to `extension-apiserver-authentication-reader`.
   *
   * @default true
   */
  readonly delegation?: boolean;

  /**
   * Whether users with the roles `view`, `edit` and `admin` get access to the server's API. All three may read it, and
   * `edit` and `admin` may also write. Do not set it if the API returns data that users with `view` must not see.
   *
   * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
   *
   * @default false
   */
  readonly aggregatedRoles?: boolean;

  /**
   * Account that applies the manifests, if it is not an administrator. A ClusterRole lets it manage these APIServices
   * and no others, except that RBAC cannot restrict `create` by name.
   *
   * @default - no role and no binding
   */
  readonly installer?: k8s.Subject;
}
