import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { emit } from './construct/emit';
import { AccessGrant } from './construct/grant';
import { serviceDnsName } from './kubernetes/names';
import { rbacSubject } from './kubernetes/rbac-subject';
import { selectorOf } from './model/server';
import { InjectedField, injectedFields } from './objects/injected-field';
import { ExtensionApiServerProps } from './props/extension-api-server-props';
import { resolve } from './resolve/resolve';
import { checkCall } from './signatures/check-call';

/**
 * An extension (aggregated) API server behind kube-apiserver: everything that the Kubernetes documentation tells to set
 * up by hand, from one description. Every emitted object is a field, and `addJsonPatch` on it works for any field of
 * it.
 *
 * https://kubernetes.io/docs/tasks/extend-kubernetes/setup-extension-api-server/
 */
export class ExtensionApiServer extends Construct {
  /** The Namespace; the same object for all servers of an app that share it. Undefined where it exists already. */
  public readonly namespaceObject?: ApiObject;
  /** The ServiceAccount that the pods run as. Undefined where an existing one was named. */
  public readonly serviceAccount?: ApiObject;
  /** ClusterRole with what the server itself may do. Undefined where that is nothing. */
  public readonly clusterRole?: ApiObject;
  /** ClusterRoleBinding to that role. */
  public readonly clusterRoleBinding?: ApiObject;
  /** ClusterRoleBinding to `system:auth-delegator`. Undefined where delegation was switched off. */
  public readonly authDelegatorBinding?: ApiObject;
  /**
   * RoleBinding in kube-system to `extension-apiserver-authentication-reader`. Undefined where delegation was switched
   * off.
   */
  public readonly authReaderBinding?: ApiObject;
  /** Role with what the server may do in its own namespace. Undefined where that is nothing. */
  public readonly role?: ApiObject;
  /** RoleBinding to that role. */
  public readonly roleBinding?: ApiObject;
  /** ClusterRole that lets the installer manage these APIServices. Undefined unless `rbac.installer` was given. */
  public readonly installerRole?: ApiObject;
  /** ClusterRoleBinding to that role. */
  public readonly installerBinding?: ApiObject;
  /**
   * ClusterRole that lets the roles view, edit and admin read the server's API. Undefined unless `rbac.aggregatedRoles`
   * was set.
   */
  public readonly aggregatedViewRole?: ApiObject;
  /**
   * ClusterRole that lets the roles edit and admin write the server's API. Undefined unless `rbac.aggregatedRoles` was
   * set, and where every API is read-only.
   */
  public readonly aggregatedEditRole?: ApiObject;
  /** cert-manager's Issuer that signs the CA. Undefined unless `Tls.certManager()` makes a CA. */
  public readonly selfSignedIssuer?: ApiObject;
  /** cert-manager's Certificate of the CA. Undefined unless `Tls.certManager()` makes a CA. */
  public readonly caCertificate?: ApiObject;
  /** cert-manager's Issuer that signs with the CA. Undefined unless `Tls.certManager()` makes a CA. */
  public readonly caIssuer?: ApiObject;
  /** cert-manager's Certificate that the server presents. Undefined unless `Tls.certManager()` was chosen. */
  public readonly servingCertificate?: ApiObject;
  /**
   * The Secret with the serving certificate, or what becomes one: a SealedSecret, an ExternalSecret. Undefined where
   * something in the cluster makes it, and with `Delivery.plain()` where this machine does not have the key.
   */
  public readonly secret?: ApiObject;
  /**
   * The Secret with the client certificate for the storage, or what becomes one. Undefined unless one was given as PEM.
   */
  public readonly storageSecret?: ApiObject;
  /** The Deployment or StatefulSet. Undefined where the backend brings its own pods. */
  public readonly workload?: ApiObject;
  /** The Service that kube-apiserver calls. */
  public readonly service!: ApiObject;
  /**
   * The Service without an address that gives each pod of a StatefulSet a DNS name. Undefined for every other backend.
   */
  public readonly governingService?: ApiObject;
  /** EndpointSlices of a backend outside the cluster, one for each address family. */
  public readonly endpointSlices!: ApiObject[];
  /** The PodDisruptionBudget, where there is one. */
  public readonly podDisruptionBudget?: ApiObject;
  /** The NetworkPolicy, where there is one. */
  public readonly networkPolicy?: ApiObject;
  /** The PrometheusRule. Undefined unless `monitoring` was given. */
  public readonly prometheusRule?: ApiObject;
  /** One APIService for each entry of `apis`, in its order; none where the server makes them itself. */
  public readonly apiServices!: ApiObject[];
  /** Fields that something in the cluster writes, and that nobody else may: what a GitOps tool must leave alone. */
  public readonly injectedFields: InjectedField[];

  /** Name of every namespaced object. */
  public readonly name: string;
  /** The namespace's name. */
  public readonly namespace: string;
  /** Name of the ServiceAccount that the pods run as. */
  public readonly serviceAccountName: string;
  /** Name of the Secret with the serving certificate. Undefined where nothing in the cluster mounts one. */
  public readonly secretName?: string;
  /** `<service>.<namespace>.svc`: the name that the serving certificate must have, because kube-apiserver checks it. */
  public readonly dnsName: string;
  /** Labels that select the pods; empty for a backend outside the cluster. */
  public readonly podLabels: { [key: string]: string };

  readonly #reader: AccessGrant;
  readonly #manager: AccessGrant;

  /**
   * Describes an extension API server.
   *
   * @param scope a chart, or a construct in one
   * @param id name among its siblings, and of the server unless `name` is given
   * @param props everything else
   */
  constructor(scope: Construct, id: string, props: ExtensionApiServerProps) {
    const { server, beforeRender } = resolve(scope, id, props);
    super(scope, id);

    Object.assign(this, emit(this, server, beforeRender));
    this.injectedFields = injectedFields(server);

    this.name = server.name;
    this.namespace = server.namespace;
    this.serviceAccountName = server.account.name;
    this.secretName = server.certificate.secretName;
    this.dnsName = serviceDnsName(server.name, server.namespace);
    this.podLabels = { ...selectorOf(server.backend) };
    this.#reader = new AccessGrant(this, server, 'reader');
    this.#manager = new AccessGrant(this, server, 'manager');
  }

  /**
   * Lets a subject read everything that the server serves (`get`, `list`, `watch`), in all namespaces. The subject is
   * added to the ClusterRoleBinding `<name>.<namespace>.reader`. To restrict it to one namespace, bind the ClusterRole
   * of that name in a RoleBinding of your own.
   *
   * @param subject a ServiceAccount with its namespace, a user or a group
   */
  public grantRead(subject: k8s.Subject): void {
    const { path } = this.node;
    checkCall('ExtensionApiServer.grantRead', [subject], path);
    this.#reader.to(rbacSubject(path, 'subject', subject));
  }

  /**
   * Lets a subject read and write everything that the server serves, in all namespaces. The subject is added to the
   * ClusterRoleBinding `<name>.<namespace>.manager`.
   *
   * @param subject a ServiceAccount with its namespace, a user or a group
   */
  public grantManage(subject: k8s.Subject): void {
    const { path } = this.node;
    checkCall('ExtensionApiServer.grantManage', [subject], path);
    this.#manager.to(rbacSubject(path, 'subject', subject));
  }

  /** ClusterRole that `grantRead()` grants. Undefined until it is called. */
  public get readerRole(): ApiObject | undefined {
    return this.#reader.role;
  }

  /** ClusterRoleBinding to that role. */
  public get readerBinding(): ApiObject | undefined {
    return this.#reader.binding;
  }

  /** ClusterRole that `grantManage()` grants. Undefined until it is called. */
  public get managerRole(): ApiObject | undefined {
    return this.#manager.role;
  }

  /** ClusterRoleBinding to that role. */
  public get managerBinding(): ApiObject | undefined {
    return this.#manager.binding;
  }
}
