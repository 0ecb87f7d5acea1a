import { Json, JsonObject, Manifest, Strings } from '../kubernetes/manifest';

/**
 * One extension API server with every default decided. `resolve` makes it from props, and `objects` turn it into
 * manifests. It is a plain tree that nobody changes; test/objects/plan.test.ts runs with all of it frozen.
 * `undefined` means that nothing is emitted.
 */
export interface Server {
  /** Name of every namespaced object. */
  readonly name: string;
  readonly namespace: string;
  /** Start of every cluster-scoped name. */
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
  readonly labels: Strings;
  readonly annotations: Strings;
}

export interface Account {
  readonly name: string;
  /** An account that exists already is bound, not emitted. */
  readonly emitted: boolean;
  readonly annotations: Strings;
  /** Whether pods that do not ask get a token. */
  readonly automountToken: boolean;
}

export interface Access {
  /** Rules of the server's own ClusterRole; none, no role. */
  readonly rules: readonly JsonObject[];
  /** Rules of its Role in its own namespace; none, no role. */
  readonly namespacedRules: readonly JsonObject[];
  /** Whether it asks kube-apiserver who the caller is and what the caller may do. */
  readonly delegation: boolean;
  /** Who may apply the APIServices. */
  readonly installer: JsonObject | undefined;
}

/** What the Service points to. */
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

/** Labels that select the server's pods; none where there are no pods. */
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
  /** Immutable in a cluster, so they follow from the server's name alone. */
  readonly selector: Strings;
  readonly labels: Strings;
  readonly annotations: Strings;
  readonly image: string;
  /** In place of the image's own program, where given. */
  readonly command: Json;
  readonly args: readonly string[];
  readonly port: number;
  /** Other fields of the container and of the pod, in Kubernetes' shape. */
  readonly container: JsonObject;
  readonly pod: JsonObject;
  readonly sidecars: readonly JsonObject[];
}

/**
 * Of the port that kube-apiserver calls, in Service and pod. An EndpointSlice's port finds the Service's by it:
 * https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/util/proxy/proxy.go
 */
export const PORT_NAME = 'https';

export interface Service {
  readonly port: number;
  readonly targetPort: number;
  readonly labels: Strings;
  readonly annotations: Strings;
  /** Other fields of the Service, in Kubernetes' shape. */
  readonly spec: JsonObject;
}

/** What a TLS strategy decided. */
export interface ServingCertificate {
  /** The Secret that pods mount. */
  readonly secretName: string | undefined;
  /** Where in that Secret the pair is. */
  readonly keys: PairKeys;
  /** PEM. */
  readonly caBundle: string | undefined;
  readonly skipVerification: boolean;
  /** Whether something in the cluster writes the caBundle into the APIServices, and nobody else may. */
  readonly bundleInjected: boolean;
  /** Whether the server makes the pair itself, and so needs a folder that it may write to. */
  readonly madeByServer: boolean;
  /** Whether the server makes the APIServices too. */
  readonly apiServicesByServer: boolean;
  /** Where its end can be seen, for alerts; `undefined` where nobody can. */
  readonly expiry: Expiry | undefined;
  readonly apiServiceAnnotations: Strings;
  readonly serviceAnnotations: Strings;
  /** What has the certificate issued in the cluster. */
  readonly issuance: Issuance;
  /** What the server itself must be allowed to, in the cluster and in its own namespace. */
  readonly rules: readonly JsonObject[];
  readonly namespacedRules: readonly JsonObject[];
  /** Why there can be one pod only, where that is so. */
  readonly onePodBecause: string | undefined;
}

/**
 * The certificate that serves has dates that synth knows, or is renewed in the cluster by somebody who publishes its
 * end as a metric.
 */
export type Expiry =
  | { readonly kind: 'dates'; readonly notBefore: Date; readonly notAfter: Date }
  /**
   * `certificate` is a Certificate of cert-manager's in the server's namespace, renewed when `renewBeforeSeconds` are
   * left.
   */
  | { readonly kind: 'cert-manager'; readonly certificate: string; readonly renewBeforeSeconds: number };

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
 * The chart's, one that Git ignores because whoever reads it has the key, or one for this Secret alone: SOPS decrypts
 * whole files, and all of a file with one key.
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
  /** Of every alert, over ours. */
  readonly alertLabels: Strings;
  readonly runbookUrl: string | undefined;
  readonly expiry: ExpiryAlerts | undefined;
  /** Whether the server's own metrics are there to be asked. */
  readonly serverMetrics: boolean;
}

export interface ExpiryAlerts {
  readonly end: Expiry;
  readonly warningSeconds: number;
  readonly criticalSeconds: number;
}
