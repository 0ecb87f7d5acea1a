import { k8s } from 'cdk8s-plus-27';

/**
 * The Service: any field of its spec. The values override those of the construct. The backend sets `selector` and
 * `externalName`.
 */
export interface ServiceOptions extends k8s.ServiceSpec {
  /**
   * Port to which kube-apiserver connects.
   *
   * @default 443
   */
  readonly port?: number;

  /**
   * Labels, in addition to those of every object.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations, in addition to those of every object.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * The NetworkPolicy. By default every client may reach the secure port, because the source address of the control plane
 * differs between clusters.
 */
export interface NetworkPolicyOptions {
  /**
   * Whether to emit the NetworkPolicy.
   *
   * @default - true with Profile.PRODUCTION where pods are emitted, and where any other field is set
   */
  readonly enabled?: boolean;

  /**
   * Clients that may reach the secure port.
   *
   * @default - all
   */
  readonly from?: k8s.NetworkPolicyPeer[];

  /**
   * Rules for other incoming connections, for example to metrics or webhooks.
   *
   * @default [] - none
   */
  readonly ingress?: k8s.NetworkPolicyIngressRule[];

  /**
   * Rules for outgoing connections. The server needs at least DNS and kube-apiserver.
   *
   * @default - all connections
   */
  readonly egress?: k8s.NetworkPolicyEgressRule[];
}

/** The PodDisruptionBudget. */
export interface PodDisruptionBudgetOptions {
  /**
   * Whether to emit the PodDisruptionBudget.
   *
   * @default - true with Profile.PRODUCTION and two or more replicas, and where any other field is set
   */
  readonly enabled?: boolean;

  /**
   * How many pods may be evicted at once.
   *
   * @default 1
   */
  readonly maxUnavailable?: k8s.IntOrString;

  /**
   * How many pods must remain, in place of `maxUnavailable`.
   *
   * @default - `maxUnavailable` is used
   */
  readonly minAvailable?: k8s.IntOrString;

  /**
   * Whether pods that are not ready may be evicted: `AlwaysAllow` or `IfHealthyBudget`.
   *
   * @default 'AlwaysAllow' - a broken server must not block the drain of a node
   */
  readonly unhealthyPodEvictionPolicy?: string;
}
