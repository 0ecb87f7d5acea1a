import { checkCall } from '../signatures/check-call';
import { AggregationLayerProps } from './aggregation-layer-props';
import { ResolvedLayer } from './front-proxy-source';
import { plainFlags } from './flags';
import { HostFile, hostFiles } from './host-file';
import { k3s } from './k3s';
import { kind, KindOptions } from './kind';
import { kubeadm, KubeadmApiVersion, KubeadmOptions } from './kubeadm';
import { resolveLayer } from './resolve-layer';
import { rke2 } from './rke2';
import { STATIC_POD_PATCH_FILE, staticPodPatch } from './static-pod-patch';
import { talos } from './talos';

const WHERE = 'AggregationLayer';

/**
 * The configuration of kube-apiserver for API aggregation, in the format of each distribution. Every control-plane host
 * must get the same configuration. For a distribution that sets the flags itself, the methods return only the settings
 * that differ, and an empty configuration where none does. Every method returns YAML that ends with a line break. It
 * throws an error of one line if the distribution does not support a setting.
 *
 * The flags: https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/
 */
export class AggregationLayer {
  /**
   * Name of the file for `staticPodPatch()`, in the folder of kubeadm's `patches.directory` or `--patches`.
   */
  public static readonly STATIC_POD_PATCH_FILE: string = STATIC_POD_PATCH_FILE;

  /**
   * Files to copy to every control-plane host before kube-apiserver starts. Empty with `FrontProxy.fromDistribution()`
   * and `FrontProxy.fromHost()`. On a machine without the private key its file is left out, with a notice.
   */
  public readonly hostFiles: HostFile[];

  /** Private, because it holds keys: neither a console nor JSON prints a private field. */
  readonly #layer: ResolvedLayer;

  /**
   * Checks the props. With `FrontProxy.generated()` it also creates and writes keys where there are none.
   *
   * It throws an error of one line in these cases. A header name is invalid or repeated, or the one that kube-apiserver
   * sends is missing. The client certificate is not signed by the CA, is expired, not yet valid or weak, or lacks the
   * usage clientAuth or a common name that `allowedNames` contains. The key does not belong to the certificate. A path
   * cannot be mounted. `allowedNames` is empty, unless `clientCa` and a front-proxy CA given as PEM are separate CAs.
   * With one CA for both, everyone with a client certificate could claim to be any user. Newer kube-apiservers do not
   * start with such a configuration: https://github.com/kubernetes/kubernetes/pull/131411
   *
   * @param props description of the aggregation layer
   */
  constructor(props: AggregationLayerProps) {
    checkCall('new AggregationLayer', [props], WHERE);
    this.#layer = resolveLayer(WHERE, props);
    this.hostFiles = hostFiles(WHERE, this.#layer);
  }

  /**
   * The seven flags, and `--enable-aggregator-routing=true` if it is set, for a kube-apiserver that you start yourself.
   * Not available with `FrontProxy.fromDistribution()`.
   *
   * @returns the flags in the form `--name=value`, in the order of the Kubernetes documentation
   */
  public flags(): string[] {
    return plainFlags(`${WHERE}.flags()`, this.#layer);
  }

  /**
   * A patch for the static pod of kube-apiserver in a kubeadm cluster. Copy it to every control-plane host under the
   * name `STATIC_POD_PATCH_FILE`, and pass its folder to `kubeadm init`, `join` and `upgrade`. A patch can add values
   * to kubeadm's lists (allowed names, headers), but not remove them. To remove values, use `kubeadm()`.
   *
   * @returns a JSON patch, written as YAML
   */
  public staticPodPatch(): string {
    return staticPodPatch(`${WHERE}.staticPodPatch()`, this.#layer);
  }

  /**
   * A `ClusterConfiguration` to merge with yours. kubeadm creates a front-proxy CA and sets all seven flags itself, so
   * it holds only settings that differ: `extraArgs` replace kubeadm's values, and `extraVolumes` mount files outside
   * `/etc/kubernetes/pki`.
   *
   * https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/
   *
   * @param options the version of the configuration
   */
  public kubeadm(options: KubeadmOptions = {}): string {
    checkCall('AggregationLayer.kubeadm', [options], `${WHERE}.kubeadm()`);
    return kubeadm(`${WHERE}.kubeadm()`, this.#layer, options.apiVersion ?? KubeadmApiVersion.V1BETA4);
  }

  /**
   * A cluster configuration for kind, which runs kubeadm in its nodes: a patch of the ClusterConfiguration for every
   * version of Kubernetes, and a mount of the files into the control-plane node. Repeat that node for each further
   * control-plane node.
   *
   * https://kind.sigs.k8s.io/docs/user/configuration/
   *
   * @param options where the files are on your machine
   */
  public kind(options: KindOptions = {}): string {
    checkCall('AggregationLayer.kind', [options], `${WHERE}.kind()`);
    return kind(`${WHERE}.kind()`, this.#layer, options);
  }

  /**
   * A file for `/etc/rancher/k3s/config.yaml.d/`, or a part of `config.yaml`. k3s creates a front-proxy CA, issues a
   * certificate to `system:auth-proxy`, and sets all seven flags. With its default egress selector it also enables
   * aggregator routing. The file holds only settings that differ.
   *
   * https://docs.k3s.io/installation/configuration
   */
  public k3s(): string {
    return k3s(`${WHERE}.k3s()`, this.#layer);
  }

  /**
   * A file for `/etc/rancher/rke2/config.yaml.d/`, or a part of `config.yaml`. RKE2 has the same defaults as k3s. It
   * mounts each file by itself, so restart rke2-server after you replace one.
   *
   * https://docs.rke2.io/install/configuration
   */
  public rke2(): string {
    return rke2(`${WHERE}.rke2()`, this.#layer);
  }

  /**
   * A patch for the machine configuration of control-plane nodes. Talos creates an aggregator CA with its other
   * secrets, and issues a certificate to `front-proxy-client` itself. It does not accept other paths for these files.
   * Use `FrontProxy.fromDistribution()`, or `FrontProxy.fromPem()` with `caPrivateKey`. The patch then contains that
   * key: treat it as a secret.
   *
   * https://docs.siderolabs.com/talos/v1.11/reference/configuration/v1alpha1/config
   */
  public talos(): string {
    return talos(`${WHERE}.talos()`, this.#layer);
  }
}
