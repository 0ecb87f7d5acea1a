import { Json, JsonObject, Manifest, Strings } from '../kubernetes/manifest';

/**
 * One extension API server with every default decided. `resolve` makes it from props, and `objects` turn it into
 * manifests. It is a plain tree that nobody changes; test/objects/plan.test.ts runs with all of it frozen.
 * `undefined` means that nothing is emitted.
 */
export interface Server {
  /** Name of the namespaced objects. */
  readonly name: string;
  readonly namespace: string;
  /** Prefix of the names of cluster-scoped objects. */
  readonly stem: string;
  readonly labels: Strings;
  readonly annotations: Strings;
  readonly namespaceObject: NamespaceObject | undefined;
  readonly apis: readonly ResolvedApi[];
  readonly account: Account;
  readonly access: Access;
  readonly backend: ResolvedBackend;
  readonly service: Service;
  readonly certificate: ServingCertificate;
  /** The Secret with the serving certificate; none where it exists already or where this machine has no key. */
  readonly secret: Secret | undefined;
  /** The Secret with the client certificate for the storage. */
  readonly storageSecret: Secret | undefined;
  readonly podDisruptionBudget: JsonObject | undefined;
  readonly networkPolicy: NetworkPolicy | undefined;
  readonly monitoring: Monitoring | undefined;
  readonly syncWaves: boolean;
}

export interface NamespaceObject {
  readonly labels: Strings;
  readonly annotations: Strings;
}

export interface ResolvedApi {
  readonly group: string;
  readonly version: string;
  readonly groupPriorityMinimum: number;
  readonly versionPriority: number;
  /** For RBAC rules; `*` for all. */
  readonly resources: readonly string[];
  readonly readOnly: boolean;
  readonly labels: Strings;
  readonly annotations: Strings;
}

export interface Account {
  readonly name: string;
  /** Whether the account is emitted. An existing account is only bound. */
  readonly emitted: boolean;
  readonly annotations: Strings;
  /** Value of automountServiceAccountToken. */
  readonly automountToken: boolean;
}

export interface Access {
  /** Rules of the server's ClusterRole; no role is emitted if there are none. */
  readonly rules: readonly JsonObject[];
  /** Rules of its Role in its own namespace; no role is emitted if there are none. */
  readonly namespacedRules: readonly JsonObject[];
  /** Whether the server uses delegated authentication and authorization. */
  readonly delegation: boolean;
  /** The account that may manage the APIServices. */
  readonly installer: JsonObject | undefined;
  /** Whether the cluster's roles view, edit and admin include the server's API. */
  readonly aggregatedRoles: boolean;
}

/** The target of the Service. */
export type ResolvedBackend =
  | {
      readonly kind: 'Deployment' | 'StatefulSet';
      readonly replicas: number;
      readonly spec: JsonObject;
      readonly labels: Strings;
      readonly annotations: Strings;
      readonly pods: Pods;
    }
  | { readonly kind: 'ExistingPods'; readonly podLabels: Strings }
  | { readonly kind: 'ExternalName'; readonly host: string }
  | { readonly kind: 'Addresses'; readonly addresses: readonly string[] };

/** Labels that select the server's pods; empty if there are no pods. */
export function selectorOf(backend: ResolvedBackend): Strings {
  switch (backend.kind) {
    case 'Deployment':
    case 'StatefulSet':
      return backend.pods.selector;
    case 'ExistingPods':
      return backend.podLabels;
    case 'ExternalName':
    case 'Addresses':
      return {};
  }
}

export interface Pods {
  /** Immutable in a cluster, so only the name of the server decides them. */
  readonly selector: Strings;
  readonly labels: Strings;
  readonly annotations: Strings;
  readonly image: string;
  /** Replaces the entry point of the image. */
  readonly command: Json;
  readonly args: readonly string[];
  readonly port: number;
  /** Other fields of the container and of the pod, in Kubernetes' shape. */
  readonly container: JsonObject;
  readonly pod: JsonObject;
  readonly sidecars: readonly JsonObject[];
}

/**
 * Name of the port that kube-apiserver calls, in the Service and in the pod. kube-apiserver matches the port of an
 * EndpointSlice with that of the Service by this name:
 * https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/util/proxy/proxy.go
 */
export const PORT_NAME = 'https';

/**
 * The secure port in a Service or NetworkPolicy. By its name each pod says its own number, so that pods with the old
 * number stay reachable while a new one rolls out. Pods of the user may have no port of that name.
 */
export function securePort(backend: ResolvedBackend, number: number): number | string {
  return 'pods' in backend ? PORT_NAME : number;
}

export interface Service {
  readonly port: number;
  /** Number on which the server listens. */
  readonly targetPort: number;
  /** Whether to say that the port is HTTPS. */
  readonly appProtocol: boolean;
  readonly labels: Strings;
  readonly annotations: Strings;
  /** Other fields of the Service, in Kubernetes' shape. */
  readonly spec: JsonObject;
}

/** The decisions of a TLS strategy. */
export interface ServingCertificate {
  /** The Secret that pods mount. */
  readonly secretName: string | undefined;
  /** The certificate that the kubelet requests for each pod, in place of a Secret. */
  readonly podCertificate: PodCertificate | undefined;
  /** Keys of the certificate and the private key in the data of that Secret. */
  readonly keys: PairKeys;
  /** PEM. */
  readonly caBundle: string | undefined;
  readonly skipVerification: boolean;
  /** Whether a controller in the cluster writes the caBundle into the APIServices. */
  readonly bundleInjected: boolean;
  /** Whether the server creates its certificate itself, and so needs a writable folder. */
  readonly madeByServer: boolean;
  /** Whether the cluster is OpenShift, which assigns users and groups to pods. */
  readonly openShift: boolean;
  /** Whether the server creates its APIServices itself. */
  readonly apiServicesByServer: boolean;
  /** How alerts learn when the certificate expires; `undefined` if they cannot. */
  readonly expiry: Expiry | undefined;
  readonly apiServiceAnnotations: Strings;
  readonly serviceAnnotations: Strings;
  /** Objects that make cert-manager issue the certificate. */
  readonly issuance: Issuance;
  /** Permissions that the strategy needs, in the cluster and in the namespace of the server. */
  readonly rules: readonly JsonObject[];
  readonly namespacedRules: readonly JsonObject[];
  /** The reason why there can be only one pod, if there is one. */
  readonly onePodBecause: string | undefined;
}

/** Expiry of the serving certificate: dates that are known at synth, or a metric of cert-manager, which renews it. */
export type Expiry =
  | { readonly kind: 'dates'; readonly notBefore: Date; readonly notAfter: Date }
  /**
   * `certificate` names a Certificate in the namespace of the server, renewed `renewBeforeSeconds` before it expires.
   */
  | { readonly kind: 'cert-manager'; readonly certificate: string; readonly renewBeforeSeconds: number };

/** Fields of a projected volume's `podCertificate`; the paths follow from SecureServing. */
export interface PodCertificate {
  readonly signerName: string;
  readonly keyType: string;
  readonly maxExpirationSeconds: number;
  readonly userAnnotations: Strings;
}

/** Keys of a Secret's `data`. */
export interface PairKeys {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Objects of cert-manager. */
export interface Issuance {
  readonly selfSignedIssuer?: Manifest;
  readonly caCertificate?: Manifest;
  readonly caIssuer?: Manifest;
  readonly servingCertificate?: Manifest;
}

/**
 * The file of a Secret: that of the chart; one that Git ignores, because it holds a private key; or one for this Secret
 * alone, because SOPS encrypts whole files with one data key.
 */
export type SecretFile = 'chart' | 'secret' | 'sops';

/** A Secret and the way in which it reaches the cluster. */
export interface Secret {
  readonly manifest: Manifest;
  readonly file: SecretFile;
}

export interface NetworkPolicy {
  readonly podLabels: Strings;
  /** Other fields of the NetworkPolicy, in Kubernetes' shape. */
  readonly spec: JsonObject;
}

/** The PrometheusRule. */
export interface Monitoring {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Strings;
  /** Labels added to every alert; they override ours. */
  readonly alertLabels: Strings;
  readonly runbookUrl: string | undefined;
  readonly expiry: ExpiryAlerts | undefined;
  /** Whether Prometheus scrapes the server. */
  readonly serverMetrics: boolean;
}

export interface ExpiryAlerts {
  readonly end: Expiry;
  readonly warningSeconds: number;
  readonly criticalSeconds: number;
}
