import { Delivery } from '../delivery/delivery';
import { ClientTls, externalEtcd } from './external-etcd';
import { StorageStrategy } from './storage-strategy';
import { ETCD_IMAGE, etcdSidecar } from './etcd-sidecar';
import { none } from './none';

/** Options of `Storage.etcdSidecar()`. */
export interface StorageEtcdSidecarOptions {
  /**
   * Image of etcd; `/usr/local/bin/etcd` is its program.
   *
   * @default 'registry.k8s.io/etcd:3.6.4-0'
   */
  readonly image?: string;
}

/** Options of `Storage.externalEtcd()`. */
export interface StorageExternalEtcdOptions {
  /** URLs of the members, such as `https://etcd-0.etcd.example.com:2379`; https where `tls` is given. */
  readonly servers: string[];

  /**
   * Prefix of all keys: give each server that shares an etcd its own.
   *
   * @default - the one that is built into the server
   */
  readonly prefix?: string;

  /**
   * How the server proves to etcd who it is, and knows etcd.
   *
   * @default - plain http, for a network that nobody else is on
   */
  readonly tls?: EtcdTls;
}

/** PEM text for `EtcdTls.fromPem()`. */
export interface EtcdTlsFromPemOptions {
  /** The CA that signed etcd's serving certificate. */
  readonly ca: string;
  /** The client certificate. */
  readonly certificate: string;

  /**
   * Its private key, not encrypted. Keep it out of your source: read it from a file or the environment.
   *
   * @default - not known on this machine: the delivery has an encrypted one, which synth wrote where the key was known
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
   * A Secret in the server's namespace that exists already, with the keys `ca.crt`, `tls.crt` and `tls.key`.
   *
   * @param secretName its name
   */
  public static fromSecret(secretName: string): EtcdTls {
    return new EtcdTls({ secretName });
  }

  /**
   * PEM text; the Secret `<name>-etcd-client` is emitted in the form of its delivery.
   *
   * @param options certificates, key and delivery
   */
  public static fromPem(options: EtcdTlsFromPemOptions): EtcdTls {
    const { ca, certificate, privateKey, delivery = Delivery.plain(), directory = 'pki' } = options;
    return new EtcdTls({ ca, certificate, privateKey, delivery: delivery._strategy, folder: directory });
  }

  private constructor(
    /** @internal */
    public readonly _client: ClientTls,
  ) {}
}

/** Where the server keeps its objects. */
export class Storage {
  /** Nowhere, or where the server's own arguments say. */
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
    return new Storage(etcdSidecar(options.image ?? ETCD_IMAGE));
  }

  /**
   * An etcd that is run by somebody else. Sets `--etcd-servers` and its companions, which every server built on
   * k8s.io/apiserver knows.
   *
   * @param options where it is and how to authenticate
   */
  public static externalEtcd(options: StorageExternalEtcdOptions): Storage {
    return new Storage(externalEtcd({ servers: options.servers, prefix: options.prefix, tls: options.tls?._client }));
  }

  private constructor(
    /** @internal */
    public readonly _strategy: StorageStrategy,
  ) {}
}
