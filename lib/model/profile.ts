/** How many defaults the construct sets. A value that is given always wins. */
export enum Profile {
  /**
   * Two replicas, one on each node if there are enough; roll-outs and drains without an outage; the Pod Security
   * Standard "restricted"; a NetworkPolicy.
   */
  PRODUCTION = 'PRODUCTION',

  /**
   * One replica with the same security, small resource requests and no NetworkPolicy: for kind, minikube and a laptop.
   */
  DEVELOPMENT = 'DEVELOPMENT',

  /**
   * Only what the API server needs: no probes, no security context, no labels. For manifests that must match existing
   * ones.
   */
  BARE = 'BARE',
}

/** The defaults of a profile. Internal: users see the result, and the table in README. */
export interface ProfileDefaults {
  readonly replicas: number;
  /**
   * Spread over Linux nodes, roll-outs without an outage, PodDisruptionBudget, minReadySeconds, a pause before a pod
   * stops, and the reason of a crash in the pod's status.
   */
  readonly highlyAvailable: boolean;
  /**
   * "restricted" of https://kubernetes.io/docs/concepts/security/pod-security-standards/, for the pod and its
   * namespace.
   */
  readonly restricted: boolean;
  readonly probes: boolean;
  readonly networkPolicy: boolean;
  readonly resources: 'production' | 'small' | 'none';
  /** Whether objects get our labels, our annotations where they carry information, and the Service its appProtocol. */
  readonly labels: boolean;
}

export const PROFILES: { readonly [profile in Profile]: ProfileDefaults } = {
  PRODUCTION: {
    replicas: 2,
    highlyAvailable: true,
    restricted: true,
    probes: true,
    networkPolicy: true,
    resources: 'production',
    labels: true,
  },
  DEVELOPMENT: {
    replicas: 1,
    highlyAvailable: false,
    restricted: true,
    probes: true,
    networkPolicy: false,
    resources: 'small',
    labels: true,
  },
  BARE: {
    replicas: 1,
    highlyAvailable: false,
    restricted: false,
    probes: false,
    networkPolicy: false,
    resources: 'none',
    labels: false,
  },
};
