import { checkCall } from '../signatures/check-call';
import { etcdSidecar, StorageEtcdSidecarOptions } from './etcd-sidecar';
import { externalEtcd, StorageExternalEtcdOptions } from './external-etcd';
import { none } from './none';
import { StorageStrategy } from './storage-strategy';

/** Where the server keeps its objects. */
export class Storage {
  /**
   * Nowhere: the server keeps no objects, as an adapter for metrics. Such a server has no admission, so its ClusterRole
   * leaves out the rules that k8s.io/apiserver needs for admission and for priority and fairness. If your server uses
   * priority and fairness, set `rbac.apiserverRules`.
   */
  public static none(): Storage {
    return new Storage(none());
  }

  /**
   * In an etcd in the same pod. Its data is lost with the pod, and only one replica is possible: use it for
   * demonstrations and tests.
   *
   * @param options image of etcd
   */
  public static etcdSidecar(options: StorageEtcdSidecarOptions = {}): Storage {
    checkCall('Storage.etcdSidecar', [options]);
    return new Storage(etcdSidecar(options));
  }

  /**
   * In an existing etcd. Sets `--etcd-servers` and the related flags, which every server built with k8s.io/apiserver
   * has.
   *
   * @param options address, prefix and client certificate
   */
  public static externalEtcd(options: StorageExternalEtcdOptions): Storage {
    checkCall('Storage.externalEtcd', [options]);
    return new Storage(externalEtcd(options));
  }

  private constructor(
    /** @internal */
    public readonly _strategy: StorageStrategy,
  ) {}
}
