/** Where the kubelet asks whether the server lives and is ready: for all three probes at once. */
export interface ProbesOptions {
  /**
   * Port on which the server answers.
   *
   * @default - the prop `port`
   */
  readonly port?: number;

  /**
   * `HTTPS` or `HTTP`.
   *
   * @default 'HTTPS'
   */
  readonly scheme?: string;

  /**
   * Path of the startup and liveness probes.
   *
   * @default '/livez' - without its check of etcd where the storage is one
   */
  readonly livenessPath?: string;

  /**
   * Path of the readiness probe.
   *
   * @default '/readyz'
   */
  readonly readinessPath?: string;
}
