import { k8s } from 'cdk8s-plus-27';
import { BackendStrategy } from './backend-strategy';
import { emittedPods } from './emitted-pods';

/**
 * Options of `Backend.statefulSet()`: fields of a StatefulSet's spec and metadata. Pods and containers have props of
 * their own.
 */
export interface BackendStatefulSetOptions {
  /**
   * Labels of the StatefulSet beside those of every object.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the StatefulSet beside those of every object.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Labels by which it finds its pods. Immutable in a cluster.
   *
   * @default - `app.kubernetes.io/name: <name>` and `app.kubernetes.io/component: apiserver`
   */
  readonly selectorLabels?: { readonly [key: string]: string };

  /**
   * Volumes that every pod gets for itself; mount them with `container.volumeMounts`.
   *
   * @default [] - none
   */
  readonly volumeClaimTemplates?: k8s.KubePersistentVolumeClaimProps[];

  /**
   * What becomes of these volumes when the StatefulSet is deleted or scaled down.
   *
   * @default - they are kept
   */
  readonly persistentVolumeClaimRetentionPolicy?: k8s.StatefulSetPersistentVolumeClaimRetentionPolicy;

  /**
   * `OrderedReady` or `Parallel`.
   *
   * @default 'OrderedReady'
   */
  readonly podManagementPolicy?: string;

  /**
   * How pods are replaced.
   *
   * @default - one after the other
   */
  readonly updateStrategy?: k8s.StatefulSetUpdateStrategy;

  /**
   * Seconds for which a new pod must be ready before it counts as available, and before whoever waits for a roll-out
   * goes on.
   *
   * @default - PRODUCTION: 5, in which kube-proxy and kube-apiserver learn of the pod; else 0
   */
  readonly minReadySeconds?: number;

  /**
   * Old revisions that are kept to roll back to.
   *
   * @default 10
   */
  readonly revisionHistoryLimit?: number;

  /**
   * The number that the first pod's name ends with.
   *
   * @default - 0
   */
  readonly ordinals?: k8s.StatefulSetOrdinals;
}

export function statefulSet(options: BackendStatefulSetOptions): BackendStrategy {
  return { choose: path => emittedPods('StatefulSet', path, options) };
}
