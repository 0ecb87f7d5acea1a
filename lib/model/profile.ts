/**
 * How much is decided for the user. A profile sets defaults only: a value that is given always wins.
 */
export enum Profile {
  /**
   * Two replicas, one per node where there are nodes; roll-outs and drains without an outage; the "restricted" Pod
   * Security Standard; a NetworkPolicy.
   */
  PRODUCTION = 'PRODUCTION',

  /** One replica with the same security, small requests and no NetworkPolicy: for kind, minikube and a laptop. */
  DEVELOPMENT = 'DEVELOPMENT',

  /**
   * Nothing that the server does not need: no probes, no security context, no labels of ours. For manifests that must
   * look like existing ones.
   */
  BARE = 'BARE',
}

/** What a profile decides. Internal: users see the result, and the table in the README. */
export interface ProfileDefaults {
  readonly replicas: number;
  /**
   * Spread over nodes, roll-out without an outage, PodDisruptionBudget, a pause before a pod counts and before it
   * stops.
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
  /** Labels of ours on every object, and annotations of ours where they say something. */
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
