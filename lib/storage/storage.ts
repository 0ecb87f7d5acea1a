import { checkCall } from '../signatures/check-call';
import { etcdSidecar, StorageEtcdSidecarOptions } from './etcd-sidecar';
import { externalEtcd, StorageExternalEtcdOptions } from './external-etcd';
import { none } from './none';
import { StorageStrategy } from './storage-strategy';

/** Where the server keeps its objects. */
export class Storage {
  /**
   * The server keeps no objects, such as an adapter for metrics. It has no admission then, so its ClusterRole leaves out
   * the rules that k8s.io/apiserver needs for admission and for priority and fairness. If the server runs priority and
   * fairness nevertheless, set `rbac.apiserverRules`.
   */
  public static none(): Storage {
    return new Storage(none());
  }

  /**
   * An etcd beside the server in the same pod. Its data is lost with the pod, so there is one replica only: for
   * demonstrations and tests.
   *
   * @param options the image
   */
  public static etcdSidecar(options: StorageEtcdSidecarOptions = {}): Storage {
    checkCall('Storage.etcdSidecar', [options]);
    return new Storage(etcdSidecar(options));
  }

  /**
   * An etcd that is run by somebody else. Sets `--etcd-servers` and its companions, which every server built on
   * k8s.io/apiserver knows.
   *
   * @param options where it is and how to authenticate
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
