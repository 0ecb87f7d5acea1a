import { checkCall } from '../signatures/check-call';
import { addresses, BackendAddressesOptions } from './addresses';
import { BackendStrategy } from './backend-strategy';
import { BackendDeploymentOptions, deployment } from './deployment';
import { existingPods } from './existing-pods';
import { BackendExternalNameOptions, externalName } from './external-name';
import { BackendStatefulSetOptions, statefulSet } from './stateful-set';

/** The pods or the host that the Service points to. */
export class Backend {
  /**
   * Pods of a Deployment, for servers that keep no data in the pod.
   *
   * @param options fields of the Deployment
   */
  public static deployment(options: BackendDeploymentOptions = {}): Backend {
    checkCall('Backend.deployment', [options]);
    return new Backend(deployment(options));
  }

  /**
   * Pods of a StatefulSet, for servers that keep their objects in a volume of the pod.
   *
   * @param options fields of the StatefulSet
   */
  public static statefulSet(options: BackendStatefulSetOptions = {}): Backend {
    checkCall('Backend.statefulSet', [options]);
    return new Backend(statefulSet(options));
  }

  /**
   * Existing pods, such as those of a controller with an API server in it. No pod is emitted. In your pods, mount the
   * Secret `secretName` of the construct, use `serviceAccountName`, and listen on `port`.
   *
   * @param podLabels labels that select these pods and no others
   */
  public static fromPods(podLabels: { readonly [key: string]: string }): Backend {
    checkCall('Backend.fromPods', [podLabels]);
    return new Backend(existingPods(podLabels));
  }

  /**
   * A server outside the cluster, by DNS name. It does not work with `--enable-aggregator-routing`. kube-apiserver
   * connects to the name at the port of the Service, so the Service gets the port of the server. The certificate must
   * be valid for `<service>.<namespace>.svc`.
   *
   * @param host DNS name that the control plane can resolve
   * @param options the port
   */
  public static externalName(host: string, options: BackendExternalNameOptions = {}): Backend {
    checkCall('Backend.externalName', [host, options]);
    return new Backend(externalName(host, options));
  }

  /**
   * A server outside the cluster, by IP address, such as a developer's laptop. The certificate must be valid for
   * `<service>.<namespace>.svc`. With `Tls.generated()`, use the files `1.crt` and `1.key` in
   * `pki/<namespace>/<name>/`.
   *
   * @param ips IPv4 or IPv6 addresses that the control plane can reach; no loopback addresses
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
