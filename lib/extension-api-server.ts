import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { admissionComplaints } from './construct/admission';
import { scopeIn } from './construct/output/placement';
import { warnOfFileNames } from './construct/output/warnings';
import { ManifestObject } from './construct/manifest-object';
import { AppRegistry } from './construct/app-registry';
import { outputPath } from './construct/output/path';
import { serviceDnsName } from './kubernetes/names';
import { InjectedField, injectedFields } from './objects/injected-field';
import { plan, Planned, Role } from './objects/plan';
import { ExtensionApiServerProps } from './props/extension-api-server-props';
import { resolve } from './resolve/resolve';
import { selectorOf } from './model/server';

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
  public readonly service: ApiObject;
  /**
   * The Service without an address that gives each pod of a StatefulSet a DNS name. Undefined for every other backend.
   */
  public readonly governingService?: ApiObject;
  /** EndpointSlices of a backend outside the cluster, one for each address family. */
  public readonly endpointSlices: ApiObject[];
  /** The PodDisruptionBudget, where there is one. */
  public readonly podDisruptionBudget?: ApiObject;
  /** The NetworkPolicy, where there is one. */
  public readonly networkPolicy?: ApiObject;
  /** The PrometheusRule. Undefined unless `monitoring` was given. */
  public readonly prometheusRule?: ApiObject;
  /** One APIService for each entry of `apis`, in its order; none where the server makes them itself. */
  public readonly apiServices: ApiObject[];
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

    const registry = AppRegistry.of(this);
    const emit = ({ manifest, file, ...planned }: Planned): ApiObject => {
      const own = scopeIn(file, this, planned.id);
      return new ManifestObject(
        own,
        file === 'namespaces' && own !== this ? server.namespace : planned.id,
        manifest,
        () => {
          warnOfFileNames(this, this.namespaceObject, [...all('certificate'), ...all('storage-client')]);
          beforeRender(secretFile());
        },
      );
    };
    const emitted = new Map<Role, ApiObject[]>();
    for (const planned of plan(server)) {
      const object =
        planned.role === 'namespace' ? registry.namespace(this, server, () => emit(planned)) : emit(planned);
      emitted.set(planned.role, [...(emitted.get(planned.role) ?? []), object]);
    }
    registry.add(this, server);
    this.node.addValidation({ validate: () => admissionComplaints(this.namespaceObject, this.workload) });

    const all = (role: Role): ApiObject[] => emitted.get(role) ?? [];
    const one = (role: Role): ApiObject | undefined => all(role)[0];
    this.namespaceObject = one('namespace');
    this.serviceAccount = one('serviceAccount');
    this.clusterRole = one('clusterRole');
    this.clusterRoleBinding = one('clusterRoleBinding');
    this.authDelegatorBinding = one('authDelegatorBinding');
    this.authReaderBinding = one('authReaderBinding');
    this.role = one('role');
    this.roleBinding = one('roleBinding');
    this.installerRole = one('installerRole');
    this.installerBinding = one('installerBinding');
    this.selfSignedIssuer = one('selfSignedIssuer');
    this.caCertificate = one('caCertificate');
    this.caIssuer = one('caIssuer');
    this.servingCertificate = one('servingCertificate');
    this.secret = one('certificate');
    // Asked for when something is rendered, and not before.
    const secretFile = this.secret ? outputPath(this.secret) : () => undefined;
    this.storageSecret = one('storage-client');
    this.workload = one('workload');
    this.service = one('service')!;
    this.governingService = one('governingService');
    this.endpointSlices = all('endpointSlice');
    this.podDisruptionBudget = one('podDisruptionBudget');
    this.networkPolicy = one('networkPolicy');
    this.prometheusRule = one('prometheusRule');
    this.apiServices = all('apiService');
    this.injectedFields = injectedFields(server);

    this.name = server.name;
    this.namespace = server.namespace;
    this.serviceAccountName = server.account.name;
    this.secretName = server.certificate.secretName;
    this.dnsName = serviceDnsName(server.name, server.namespace);
    this.podLabels = { ...selectorOf(server.backend) };
  }
}
