import { k8s } from 'cdk8s-plus-27';
import { BackendStrategy } from './backend-strategy';
import { emittedPods } from './emitted-pods';

/**
 * Options of `Backend.statefulSet()`: fields of the spec and the metadata of the StatefulSet. The props `pod` and
 * `container` hold the fields of its pods.
 */
export interface BackendStatefulSetOptions {
  /**
   * Labels of the StatefulSet, in addition to those of every object.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the StatefulSet, in addition to those of every object.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Labels that select its pods. They are immutable in a cluster.
   *
   * @default - `app.kubernetes.io/name: <name>` and `app.kubernetes.io/component: apiserver`
   */
  readonly selectorLabels?: { readonly [key: string]: string };

  /**
   * Claims for a volume of each pod. Mount the volumes with `container.volumeMounts`.
   *
   * @default [] - none
   */
  readonly volumeClaimTemplates?: k8s.KubePersistentVolumeClaimProps[];

  /**
   * Whether these volumes are deleted with the StatefulSet, and when it is scaled down.
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
   * Seconds for which a new pod must be ready before it counts as available.
   *
   * @default - 5 with Profile.PRODUCTION, in which kube-proxy and kube-apiserver learn of the pod; else 0
   */
  readonly minReadySeconds?: number;

  /**
   * Number of old revisions that are kept for a rollback.
   *
   * @default 10
   */
  readonly revisionHistoryLimit?: number;

  /**
   * Number at the end of the first pod's name.
   *
   * @default - 0
   */
  readonly ordinals?: k8s.StatefulSetOrdinals;
}

export function statefulSet(options: BackendStatefulSetOptions): BackendStrategy {
  return { choose: path => emittedPods('StatefulSet', path, options) };
}
