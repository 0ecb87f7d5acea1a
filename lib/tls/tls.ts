import { Duration } from 'cdk8s';
import { Delivery } from '../delivery/delivery';
import { AlgorithmName } from '../pki/algorithm';
import { TlsStrategy } from './contract';
import { generated } from './generated';
import { provided } from './provided';
import { skipped } from './skipped';

/** Kinds of keys that a certificate can be made for. */
export enum KeyAlgorithm {
  /** ECDSA on P-256: fast, small, accepted everywhere. */
  ECDSA_P256 = 'ECDSA_P256',
  /** ECDSA on P-384, where a policy asks for it. */
  ECDSA_P384 = 'ECDSA_P384',
  /** RSA with 2048 bits, for servers that know nothing else. */
  RSA_2048 = 'RSA_2048',
  /** RSA with 3072 bits. */
  RSA_3072 = 'RSA_3072',
  /** RSA with 4096 bits: seconds to mint. */
  RSA_4096 = 'RSA_4096',
}

/** Options of `Tls.generated()`. */
export interface GeneratedTlsOptions {
  /**
   * Kind of the keys. Counts when keys are minted: a change needs a rotation.
   *
   * @default KeyAlgorithm.ECDSA_P256
   */
  readonly algorithm?: KeyAlgorithm;

  /**
   * How long a certificate is meant to serve, in whole days. Counts when keys are minted. The standby, which waits for one such time
   * before it serves for another, is valid twice as long.
   *
   * @default Duration.days(365)
   */
  readonly serviceLife?: Duration;

  /**
   * DNS names in the certificate beside `<service>.<namespace>.svc` and `<service>.<namespace>.svc.cluster.local`.
   *
   * @default [] - no others
   */
  readonly dnsNames?: string[];

  /**
   * Folder of the state, relative to the working directory of synth. Commit it: its private keys are ignored by the `.gitignore` in it.
   *
   * @default 'pki'
   */
  readonly directory?: string;

  /**
   * How the private key reaches the cluster.
   *
   * @default Delivery.plain() - a Secret in a file of its own, to be kept out of Git
   */
  readonly delivery?: Delivery;
}

/** Options of `Tls.provided()`. Give either `certificate` and `privateKey`, or `secretName`. */
export interface ProvidedTlsOptions {
  /** PEM text of the CA certificates that kube-apiserver shall trust for this server; several during a rotation. */
  readonly ca: string;

  /**
   * PEM text of the serving certificate, followed by its intermediates if it has any.
   *
   * @default - it is in the Secret `secretName`
   */
  readonly certificate?: string;

  /**
   * PEM text of the certificate's private key, not encrypted. Keep it out of your source: read it from a file or the environment.
   *
   * @default - it is in the Secret `secretName`, or the delivery has an encrypted one, which synth wrote where the key was known
   */
  readonly privateKey?: string;

  /**
   * Name of a Secret of type `kubernetes.io/tls` in the server's namespace that something else maintains. Its content cannot be checked
   * at synth.
   *
   * @default - a Secret is emitted from `certificate` and `privateKey`
   */
  readonly secretName?: string;

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

/** Where the serving certificate comes from, and how kube-apiserver knows that it is the right one. */
export class Tls {
  /**
   * The first synth mints a CA and a certificate, and keeps them in the folder `pki/`; later ones read them. Rotation is one commit without
   * an outage: the bundle already trusts the next certificate.
   *
   * @param options algorithm, life, extra names, place of the state and delivery of the key
   */
  public static generated(options: GeneratedTlsOptions = {}): Tls {
    return new Tls(generated({
      algorithm: (options.algorithm ?? KeyAlgorithm.ECDSA_P256) as AlgorithmName,
      serviceLife: options.serviceLife ?? Duration.days(365),
      extraDnsNames: options.dnsNames ?? [],
      folder: options.directory ?? 'pki',
      delivery: (options.delivery ?? Delivery.plain())._strategy,
    }));
  }

  /**
   * A certificate of your own, as PEM text or in a Secret that exists. What can be seen of it is checked at synth: the chain, the names, the
   * dates, the key.
   *
   * @param options the CA, and the certificate with its key or the Secret that holds them
   */
  public static provided(options: ProvidedTlsOptions): Tls {
    return new Tls(provided({ ...options, delivery: (options.delivery ?? Delivery.plain())._strategy, folder: options.directory ?? 'pki' }));
  }

  /**
   * kube-apiserver accepts any certificate: whoever can answer at the Service's address can pose as the server and see its callers'
   * identities. For experiments only.
   */
  public static dangerouslySkipVerification(): Tls {
    return new Tls(skipped());
  }

  private constructor(
    /** @internal */
    public readonly _strategy: TlsStrategy,
  ) {}
}
