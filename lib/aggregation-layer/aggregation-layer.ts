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
 * The kube-apiserver side of API aggregation: one description in the words of each distribution. Every control-plane
 * host must get the same. Distributions that set the flags themselves get only what differs; a description that differs
 * in nothing yields an empty configuration. Every method returns YAML that ends with a line break, and throws an error
 * of one line where the distribution cannot do what is described.
 *
 * The flags: https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/
 */
export class AggregationLayer {
  /**
   * Name of the file that holds `staticPodPatch()`, in the folder that kubeadm's `patches.directory` or `--patches`
   * names.
   */
  public static readonly STATIC_POD_PATCH_FILE: string = STATIC_POD_PATCH_FILE;

  /**
   * Files to put on every control-plane host before kube-apiserver starts. Empty with `FrontProxy.fromDistribution()`
   * and `FrontProxy.fromHost()`. The private key is left out, with a notice, on a machine that does not know it.
   */
  public readonly hostFiles: HostFile[];

  /** Holds private keys: of a private field neither a console nor JSON says anything. */
  readonly #layer: ResolvedLayer;

  /**
   * Checks the whole description, and mints and writes keys where `FrontProxy.generated()` finds none.
   *
   * Refused, each with an error of one line: header names that are none, that repeat or lack the one that
   * kube-apiserver sends; a client certificate that its CA did not sign, that is expired, not yet valid, weak, without
   * the usage clientAuth, without a common name or with one that `allowedNames` lacks; a key that is another's; paths
   * that cannot be mounted; and `allowedNames` that are empty, unless `clientCa` and a front-proxy CA given as PEM
   * prove to be separate. Where both are one, everybody with a client certificate could name any user in a header and
   * be believed; newer kube-apiservers refuse to start so: https://github.com/kubernetes/kubernetes/pull/131411
   *
   * @param props the description
   */
  constructor(props: AggregationLayerProps) {
    checkCall('new AggregationLayer', [props], WHERE);
    this.#layer = resolveLayer(WHERE, props);
    this.hostFiles = hostFiles(WHERE, this.#layer);
  }

  /**
   * The seven flags, and `--enable-aggregator-routing=true` where asked for, for a kube-apiserver that you start
   * yourself. Not with `FrontProxy.fromDistribution()`.
   *
   * @returns one flag each, `--name=value`, in the order of the Kubernetes documentation
   */
  public flags(): string[] {
    return plainFlags(`${WHERE}.flags()`, this.#layer);
  }

  /**
   * A patch for the static pod of a cluster that kubeadm made, to be put under the name `STATIC_POD_PATCH_FILE` on
   * every control-plane host and named in `kubeadm init`, `join` and `upgrade`. It can add to kubeadm's lists (allowed
   * names, headers) and not take from them; where that is asked for, use `kubeadm()`.
   *
   * @returns a JSON patch, written as YAML
   */
  public staticPodPatch(): string {
    return staticPodPatch(`${WHERE}.staticPodPatch()`, this.#layer);
  }

  /**
   * A `ClusterConfiguration` to be merged with yours. kubeadm makes a front-proxy CA and sets all seven flags itself,
   * so only what differs is here: `extraArgs` replace kubeadm's values, and `extraVolumes` mount files outside
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
   * A cluster for kind, which runs kubeadm in its nodes: a patch of the ClusterConfiguration for every version of
   * Kubernetes, and a mount of the files into the control-plane node. Repeat that node for more of them.
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
   * A file for `/etc/rancher/k3s/config.yaml.d/`, or part of `config.yaml`. k3s makes a front-proxy CA, issues a
   * certificate to `system:auth-proxy` and sets all seven flags and, with its default egress selector, aggregator
   * routing; only what differs is here.
   *
   * https://docs.k3s.io/installation/configuration
   */
  public k3s(): string {
    return k3s(`${WHERE}.k3s()`, this.#layer);
  }

  /**
   * A file for `/etc/rancher/rke2/config.yaml.d/`, or part of `config.yaml`. RKE2 sets what k3s sets. It mounts the
   * files by itself, one by one: restart rke2-server after replacing them.
   *
   * https://docs.rke2.io/install/configuration
   */
  public rke2(): string {
    return rke2(`${WHERE}.rke2()`, this.#layer);
  }

  /**
   * A patch for the machine configuration of control-plane nodes. Talos makes an aggregator CA with its other secrets,
   * issues a certificate to `front-proxy-client` itself and lets nobody replace the three flags with paths. So it takes
   * `FrontProxy.fromDistribution()`, or `FrontProxy.fromPem()` with `caPrivateKey`, which then is in the patch: treat
   * it as a secret.
   *
   * https://docs.siderolabs.com/talos/v1.11/reference/configuration/v1alpha1/config
   */
  public talos(): string {
    return talos(`${WHERE}.talos()`, this.#layer);
  }
}
