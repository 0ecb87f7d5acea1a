import { checkCall } from '../signatures/check-call';
import { addresses, BackendAddressesOptions } from './addresses';
import { BackendStrategy } from './backend-strategy';
import { BackendDeploymentOptions, deployment } from './deployment';
import { existingPods } from './existing-pods';
import { BackendExternalNameOptions, externalName } from './external-name';
import { BackendStatefulSetOptions, statefulSet } from './stateful-set';

/** What the Service points to: where requests for the API end. */
export class Backend {
  /**
   * Pods of a Deployment: for servers that keep nothing in the pod.
   *
   * @param options fields of the Deployment
   */
  public static deployment(options: BackendDeploymentOptions = {}): Backend {
    checkCall('Backend.deployment', [options]);
    return new Backend(deployment(options));
  }

  /**
   * Pods of a StatefulSet: for servers that keep their objects in a volume of the pod.
   *
   * @param options fields of the StatefulSet
   */
  public static statefulSet(options: BackendStatefulSetOptions = {}): Backend {
    checkCall('Backend.statefulSet', [options]);
    return new Backend(statefulSet(options));
  }

  /**
   * Pods that exist already, such as a controller with an API server built in. Nothing of them is emitted: mount the
   * Secret `secretName` of the construct, run them as `serviceAccountName`, and listen on `port`.
   *
   * @param podLabels labels that select these pods and no others
   */
  public static fromPods(podLabels: { readonly [key: string]: string }): Backend {
    checkCall('Backend.fromPods', [podLabels]);
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
    checkCall('Backend.externalName', [host, options]);
    return new Backend(externalName(host, options));
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
    checkCall('Backend.addresses', [ips, options]);
    return new Backend(addresses(ips, options));
  }

  private constructor(
    /** @internal */
    public readonly _strategy: BackendStrategy,
  ) {}
}
