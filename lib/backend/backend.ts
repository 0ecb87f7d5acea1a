import { k8s } from 'cdk8s-plus-27';
import { BackendStrategy } from './backend-strategy';
import { existingPods } from './existing-pods';
import { addresses, externalName } from './outside';
import { deployment, statefulSet } from './emitted-pods';

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

/** Options of `Backend.externalName()`. */
export interface BackendExternalNameOptions {
  /**
   * Port on which the server outside listens.
   *
   * @default 443
   */
  readonly port?: number;
}

/** Options of `Backend.addresses()`. */
export interface BackendAddressesOptions {
  /**
   * Port on which the server outside listens.
   *
   * @default 443
   */
  readonly port?: number;
}

/** What the Service points to: where requests for the API end. */
export class Backend {
  /**
   * Pods of a Deployment: for servers that keep nothing in the pod.
   *
   * @param options fields of the Deployment
   */
  public static deployment(options: BackendDeploymentOptions = {}): Backend {
    return new Backend(deployment(options));
  }

  /**
   * Pods of a StatefulSet: for servers that keep their objects in a volume of the pod.
   *
   * @param options fields of the StatefulSet
   */
  public static statefulSet(options: BackendStatefulSetOptions = {}): Backend {
    return new Backend(statefulSet(options));
  }

  /**
   * Pods that exist already, such as a controller with an API server built in. Nothing of them is emitted: mount the
   * Secret `secretName` of the construct, run them as `serviceAccountName`, and listen on `port`.
   *
   * @param podLabels labels that select these pods and no others
   */
  public static fromPods(podLabels: { readonly [key: string]: string }): Backend {
    return new Backend(existingPods(podLabels));
  }

  /**
   * A server outside the cluster, by DNS name. Works where kube-apiserver dials Services itself, and not with
   * `--enable-aggregator-routing`. It dials the name at the Service's port, which is therefore the server's. Its
   * certificate must still be valid for `<service>.<namespace>.svc`.
   *
   * @param host DNS name that the control plane can resolve
   * @param options the port
   */
  public static externalName(host: string, options: BackendExternalNameOptions = {}): Backend {
    return new Backend(externalName(host, options.port ?? 443));
  }

  /**
   * A server outside the cluster, by IP address: a developer's laptop, for example. Its certificate must be valid for
   * `<service>.<namespace>.svc`; with `Tls.generated()` the files `1.crt` and `1.key` in `pki/<namespace>/<name>/` are
   * such a one.
   *
   * @param ips IPv4 or IPv6 addresses that the control plane can reach; loopback is not among them
   * @param options the port
   */
  public static addresses(ips: string[], options: BackendAddressesOptions = {}): Backend {
    return new Backend(addresses(ips, options.port ?? 443));
  }

  private constructor(
    /** @internal */
    public readonly _strategy: BackendStrategy,
  ) {}
}
