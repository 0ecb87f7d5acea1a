import { Delivery } from '../../delivery/delivery';

/** Options of `Tls.fromPem()`. */
export interface TlsFromPemOptions {
  /** PEM text of the CA certificates that kube-apiserver trusts for this server; several during a rotation. */
  readonly ca: string;

  /** PEM text of the serving certificate, followed by its intermediates if it has any. */
  readonly certificate: string;

  /**
   * PEM text of the certificate's private key, not encrypted. Keep it out of your source: read it from the environment.
   *
   * @default - not on this machine: the delivery has an encrypted one, which synth wrote on a machine with the key
   */
  readonly privateKey?: string;

  /**
   * How the private key reaches the cluster.
   *
   * @default Delivery.plain() - a Secret in a file of its own, to be kept out of Git
   */
  readonly delivery?: Delivery;

  /**
   * Folder in which a delivery keeps the encrypted key, relative to the working directory of synth. Commit it.
   *
   * @default 'pki'
   */
  readonly directory?: string;
}

/** Options of `Tls.fromFiles()`: paths relative to the working directory of synth. */
export interface TlsFromFilesOptions {
  /** PEM file of the CA certificates that kube-apiserver trusts for this server; several during a rotation. */
  readonly caFile: string;

  /** PEM file of the serving certificate, followed by its intermediates if it has any. */
  readonly certificateFile: string;

  /**
   * PEM file of the certificate's private key, not encrypted. With a delivery that keeps it encrypted it is needed
   * once, and may be missing later.
   */
  readonly privateKeyFile: string;

  /**
   * How the private key reaches the cluster.
   *
   * @default Delivery.plain() - a Secret in a file of its own, to be kept out of Git
   */
  readonly delivery?: Delivery;

  /**
   * Folder in which a delivery keeps the encrypted key, relative to the working directory of synth. Commit it.
   *
   * @default 'pki'
   */
  readonly directory?: string;
}

/** Options of `Tls.fromSecret()`. Give either `ca` or `caFile`. */
export interface TlsFromSecretOptions {
  /**
   * Name of a Secret in the server's namespace that something else maintains. Its content cannot be checked at synth.
   */
  readonly secretName: string;

  /**
   * PEM text of the CA certificates that kube-apiserver trusts for this server; several during a rotation.
   *
   * @default - it is in `caFile`
   */
  readonly ca?: string;

  /**
   * PEM file of the same, relative to the working directory of synth.
   *
   * @default - it is in `ca`
   */
  readonly caFile?: string;

  /**
   * Key in the Secret's `data` under which the certificate is.
   *
   * @default 'tls.crt'
   */
  readonly certificateDataKey?: string;

  /**
   * Key in the Secret's `data` under which the private key is.
   *
   * @default 'tls.key'
   */
  readonly privateKeyDataKey?: string;
}
