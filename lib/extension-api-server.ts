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
 * An extension API server behind kube-apiserver: every object that the Kubernetes documentation tells you to create,
 * from one description. Each emitted object is a field of the construct. Call `addJsonPatch` on it to change any field.
 *
 * https://kubernetes.io/docs/tasks/extend-kubernetes/setup-extension-api-server/
 */
export class ExtensionApiServer extends Construct {
  /** The Namespace. All servers of an app in one namespace share the object. Undefined where it is not emitted. */
  public readonly namespaceObject?: ApiObject;
  /** The ServiceAccount that the pods run as. Undefined if `rbac.serviceAccountName` is set. */
  public readonly serviceAccount?: ApiObject;
  /** ClusterRole with the permissions of the server. Undefined where it has none. */
  public readonly clusterRole?: ApiObject;
  /** ClusterRoleBinding to that role. */
  public readonly clusterRoleBinding?: ApiObject;
  /** ClusterRoleBinding to `system:auth-delegator`. Undefined if `rbac.delegation` is false. */
  public readonly authDelegatorBinding?: ApiObject;
  /**
   * RoleBinding in kube-system to `extension-apiserver-authentication-reader`. Undefined if `rbac.delegation` is false.
   */
  public readonly authReaderBinding?: ApiObject;
  /** Role with the permissions of the server in its own namespace. Undefined where it has none. */
  public readonly role?: ApiObject;
  /** RoleBinding to that role. */
  public readonly roleBinding?: ApiObject;
  /** ClusterRole that lets the installer manage these APIServices. Undefined unless `rbac.installer` is set. */
  public readonly installerRole?: ApiObject;
  /** ClusterRoleBinding to that role. */
  public readonly installerBinding?: ApiObject;
  /**
   * ClusterRole that lets the roles view, edit and admin read the server's API. Undefined unless `rbac.aggregatedRoles`
   * is set.
   */
  public readonly aggregatedViewRole?: ApiObject;
  /**
   * ClusterRole that lets the roles edit and admin write the server's API. Undefined unless `rbac.aggregatedRoles` is
   * set, and where every API is read-only.
   */
  public readonly aggregatedEditRole?: ApiObject;
  /** Issuer of cert-manager that signs the CA. Undefined unless `Tls.certManager()` makes a CA. */
  public readonly selfSignedIssuer?: ApiObject;
  /** Certificate of cert-manager for the CA. Undefined unless `Tls.certManager()` makes a CA. */
  public readonly caCertificate?: ApiObject;
  /** Issuer of cert-manager that signs with the CA. Undefined unless `Tls.certManager()` makes a CA. */
  public readonly caIssuer?: ApiObject;
  /** Certificate of cert-manager for the server. Undefined unless `tls` is `Tls.certManager()`. */
  public readonly servingCertificate?: ApiObject;
  /**
   * The Secret with the serving certificate, or the SealedSecret or ExternalSecret that creates it. Undefined where a
   * controller in the cluster creates it, and with `Delivery.plain()` on a machine without the key.
   */
  public readonly secret?: ApiObject;
  /**
   * The Secret with the client certificate for etcd, or the object that creates it. Undefined unless
   * `EtcdTls.fromPem()` is used.
   */
  public readonly storageSecret?: ApiObject;
  /** The Deployment or StatefulSet. Undefined where the backend emits no pods. */
  public readonly workload?: ApiObject;
  /** The Service that kube-apiserver connects to. */
  public readonly service!: ApiObject;
  /**
   * The headless Service that gives each pod of a StatefulSet a DNS name. Undefined for every other backend.
   */
  public readonly governingService?: ApiObject;
  /** EndpointSlices of `Backend.addresses()`, one for each address family. */
  public readonly endpointSlices!: ApiObject[];
  /** The PodDisruptionBudget. Undefined where it is not emitted. */
  public readonly podDisruptionBudget?: ApiObject;
  /** The NetworkPolicy. Undefined where it is not emitted. */
  public readonly networkPolicy?: ApiObject;
  /** The PrometheusRule. Undefined unless `monitoring` is set. */
  public readonly prometheusRule?: ApiObject;
  /** One APIService for each entry of `apis`, in the same order. Empty where the server creates them itself. */
  public readonly apiServices!: ApiObject[];
  /** Fields that a controller or the server writes in the cluster. A GitOps tool must ignore them. */
  public readonly injectedFields: InjectedField[];

  /** Name of every namespaced object. */
  public readonly name: string;
  /** The namespace's name. */
  public readonly namespace: string;
  /** Name of the ServiceAccount that the pods run as. */
  public readonly serviceAccountName: string;
  /** Name of the Secret with the serving certificate. Undefined where no pod mounts one. */
  public readonly secretName?: string;
  /** `<service>.<namespace>.svc`: kube-apiserver checks that the serving certificate is valid for this name. */
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
   * @param props description of the server
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
