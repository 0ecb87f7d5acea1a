import { checkCall } from '../signatures/check-call';
import { Delivery } from '../delivery/delivery';
import { DeliveryStrategy } from '../delivery/delivery-strategy';
import { STATE_FOLDER } from '../pki/store/state-folder';

/** Options of `EtcdTls.fromPem()`. */
export interface EtcdTlsFromPemOptions {
  /** PEM text of the CA that signed etcd's serving certificate. */
  readonly ca: string;
  /** PEM text of the client certificate. */
  readonly certificate: string;

  /**
   * PEM text of its private key, not encrypted. Keep it out of your source: read it from a file or the environment.
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

/** The client side of TLS to etcd. */
export class EtcdTls {
  /**
   * Uses an existing Secret in the server's namespace, with the keys `ca.crt`, `tls.crt` and `tls.key`.
   *
   * @param secretName name of the Secret
   */
  public static fromSecret(secretName: string): EtcdTls {
    checkCall('EtcdTls.fromSecret', [secretName]);
    return new EtcdTls({ secretName });
  }

  /**
   * Uses PEM text. The Secret `<name>-etcd-client` is emitted in the form of the delivery.
   *
   * @param options certificates, key and delivery
   */
  public static fromPem(options: EtcdTlsFromPemOptions): EtcdTls {
    checkCall('EtcdTls.fromPem', [options]);
    const { ca, certificate, privateKey, delivery = Delivery.plain(), directory = STATE_FOLDER } = options;
    return new EtcdTls({ ca, certificate, privateKey, delivery: delivery._strategy, folder: directory });
  }

  private constructor(
    /** @internal */
    public readonly _client: ClientTls,
  ) {}
}

export type ClientTls = { readonly secretName: string } | ClientPair;

export interface ClientPair {
  readonly ca: string;
  readonly certificate: string;
  readonly privateKey: string | undefined;
  readonly delivery: DeliveryStrategy;
  readonly folder: string;
}
