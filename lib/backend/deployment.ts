import { k8s } from 'cdk8s-plus-27';
import { BackendStrategy } from './backend-strategy';
import { emittedPods } from './emitted-pods';

/**
 * Options of `Backend.deployment()`: fields of a Deployment's spec and metadata. Pods and containers have props of
 * their own.
 */
export interface BackendDeploymentOptions {
  /**
   * Labels of the Deployment beside those of every object.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the Deployment beside those of every object.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Labels by which it finds its pods. Immutable in a cluster: give those of a Deployment that exists to take it over.
   *
   * @default - `app.kubernetes.io/name: <name>` and `app.kubernetes.io/component: apiserver`
   */
  readonly selectorLabels?: { readonly [key: string]: string };

  /**
   * How pods are replaced.
   *
   * @default - PRODUCTION: one more pod during a roll-out, never one less, or one less on the node's network, where the
   * old one has the port; else Kubernetes' own
   */
  readonly strategy?: k8s.DeploymentStrategy;

  /**
   * Seconds for which a new pod must be ready before it counts as available, and before whoever waits for a roll-out
   * goes on.
   *
   * @default - PRODUCTION: 5, in which kube-proxy and kube-apiserver learn of the pod; else 0
   */
  readonly minReadySeconds?: number;

  /**
   * Old ReplicaSets that are kept to roll back to.
   *
   * @default 10
   */
  readonly revisionHistoryLimit?: number;

  /**
   * Seconds after which a roll-out that makes no progress has failed.
   *
   * @default 600
   */
  readonly progressDeadlineSeconds?: number;

  /**
   * Whether roll-outs wait.
   *
   * @default false
   */
  readonly paused?: boolean;
}

export function deployment(options: BackendDeploymentOptions): BackendStrategy {
  return { choose: path => emittedPods('Deployment', path, options) };
}
