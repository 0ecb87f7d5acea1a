import { k8s } from 'cdk8s-plus-27';

/**
 * The Service: any field of its spec, over what the construct decides. Where it leads to (`selector`, `externalName`)
 * is the backend's to say.
 */
export interface ServiceOptions extends k8s.ServiceSpec {
  /**
   * Port on which kube-apiserver calls.
   *
   * @default 443
   */
  readonly port?: number;

  /**
   * Labels beside those of every object.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations beside those of every object.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * The NetworkPolicy. By default everybody may reach the secure port, because nobody knows which address the control
 * plane comes from.
 */
export interface NetworkPolicyOptions {
  /**
   * Whether to emit it.
   *
   * @default - true with Profile.PRODUCTION where the pods are emitted, and where any other field is given
   */
  readonly enabled?: boolean;

  /**
   * Who may reach the secure port.
   *
   * @default - everybody
   */
  readonly from?: k8s.NetworkPolicyPeer[];

  /**
   * What else may come in: metrics, webhooks.
   *
   * @default [] - nothing
   */
  readonly ingress?: k8s.NetworkPolicyIngressRule[];

  /**
   * What may go out. Remember DNS and kube-apiserver.
   *
   * @default - everything
   */
  readonly egress?: k8s.NetworkPolicyEgressRule[];
}

/** The PodDisruptionBudget. */
export interface PodDisruptionBudgetOptions {
  /**
   * Whether to emit it.
   *
   * @default - true with Profile.PRODUCTION and two replicas or more, and where any other field is given
   */
  readonly enabled?: boolean;

  /**
   * How many pods may be evicted at once.
   *
   * @default 1
   */
  readonly maxUnavailable?: k8s.IntOrString;

  /**
   * How many pods must stay, in place of `maxUnavailable`.
   *
   * @default - `maxUnavailable` counts
   */
  readonly minAvailable?: k8s.IntOrString;

  /**
   * Whether pods that are not ready may always be evicted: `AlwaysAllow` or `IfHealthyBudget`.
   *
   * @default 'AlwaysAllow' - a broken server must not stop a node from being drained
   */
  readonly unhealthyPodEvictionPolicy?: string;
}
