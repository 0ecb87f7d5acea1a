import { k8s } from 'cdk8s-plus-27';
import { BackendStrategy } from './backend-strategy';
import { emittedPods } from './emitted-pods';

/**
 * Options of `Backend.deployment()`: fields of the spec and the metadata of the Deployment. The props `pod` and
 * `container` hold the fields of its pods.
 */
export interface BackendDeploymentOptions {
  /**
   * Labels of the Deployment, in addition to those of every object.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the Deployment, in addition to those of every object.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Labels that select its pods. They are immutable in a cluster. To take over an existing Deployment, use its labels.
   *
   * @default - `app.kubernetes.io/name: <name>` and `app.kubernetes.io/component: apiserver`
   */
  readonly selectorLabels?: { readonly [key: string]: string };

  /**
   * How pods are replaced.
   *
   * @default - with Profile.PRODUCTION one additional pod and none less during a roll-out, or one less with
   * `pod.hostNetwork`, where the old pod uses the port; else the default of Kubernetes
   */
  readonly strategy?: k8s.DeploymentStrategy;

  /**
   * Seconds for which a new pod must be ready before it counts as available.
   *
   * @default - 5 with Profile.PRODUCTION, in which kube-proxy and kube-apiserver learn of the pod; else 0
   */
  readonly minReadySeconds?: number;

  /**
   * Number of old ReplicaSets that are kept for a rollback.
   *
   * @default 10
   */
  readonly revisionHistoryLimit?: number;

  /**
   * Seconds after which a roll-out without progress has failed.
   *
   * @default 600
   */
  readonly progressDeadlineSeconds?: number;

  /**
   * Whether roll-outs are paused.
   *
   * @default false
   */
  readonly paused?: boolean;
}

export function deployment(options: BackendDeploymentOptions): BackendStrategy {
  return { choose: path => emittedPods('Deployment', path, options) };
}
