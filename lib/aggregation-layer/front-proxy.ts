import { checkCall } from '../signatures/check-call';
import { Duration } from 'cdk8s';
import { SERVICE_DAYS } from '../pki/mint';
import { STATE_FOLDER } from '../pki/store/state-folder';
import { FrontProxySource } from './front-proxy-source';
import { fromDistribution } from './from-distribution';
import { fixture, generatedFrontProxy } from './generated-front-proxy';
import { HOST_DIRECTORY } from './host-paths';
import { onHost } from './on-host';
import { suppliedFrontProxy } from './supplied-front-proxy';

/** kubeadm, kind and Talos use this name, and most documentation shows it. */
const COMMON_NAME = 'front-proxy-client';

/** Options of `FrontProxy.generated()`. */
export interface FrontProxyGeneratedOptions {
  /**
   * Name of the state's folder in `directory`: lower-case letters, digits, `-` and `.`. Use a different name for each
   * cluster.
   *
   * @default 'front-proxy'
   */
  readonly name?: string;

  /**
   * Common name of the client certificate, 1 to 64 printable ASCII characters. Extension API servers recognize
   * kube-apiserver by it. It is used when keys are created; a state with another name is refused.
   *
   * @default 'front-proxy-client'
   */
  readonly commonName?: string;

  /**
   * How long a certificate is in use, in whole days. It is used when keys are created. The standby certificate is valid
   * for twice that time, because it first waits until the current one is replaced.
   *
   * @default Duration.days(365)
   */
  readonly validity?: Duration;

  /**
   * Folder of the state, relative to the working directory of synth. It also holds the certificates of servers. Commit
   * it: its `.gitignore` excludes the private keys.
   *
   * @default 'pki'
   */
  readonly directory?: string;

  /**
   * Folder for `AggregationLayer.hostFiles` on every control-plane host: an absolute path with two or more levels. In
   * `/etc/kubernetes/pki`, kubeadm uses the files as its own front proxy without a CA key (see the guide of the
   * aggregation layer).
   *
   * @default '/etc/kubernetes/front-proxy'
   */
  readonly hostDirectory?: string;
}

/** Options of `FrontProxy.fromPem()`. */
export interface FrontProxyFromPemOptions {
  /**
   * PEM text of the front-proxy CA; several certificates during a rotation. Use a separate CA, never the one of
   * `--client-ca-file`:
   * https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/#ca-reusage-and-conflicts
   */
  readonly ca: string;

  /** PEM text of the client certificate that kube-apiserver presents, followed by its intermediates if it has any. */
  readonly certificate: string;

  /**
   * PEM text of the certificate's private key, not encrypted. Keep it out of your source: read it from a file or the
   * environment.
   */
  readonly privateKey: string;

  /**
   * PEM text of the private key of the CA, not encrypted. Only `AggregationLayer.talos()` needs it: Talos issues the
   * client certificate itself, so the key is written to the machine configuration.
   *
   * @default - none: `AggregationLayer.talos()` throws an error
   */
  readonly caPrivateKey?: string;

  /**
   * Folder for `AggregationLayer.hostFiles` on every control-plane host: an absolute path with two or more levels.
   *
   * @default '/etc/kubernetes/front-proxy'
   */
  readonly hostDirectory?: string;
}

/** Options of `FrontProxy.fromHost()`: paths on every control-plane host, in a folder with two or more levels. */
export interface FrontProxyFromHostOptions {
  /** Absolute path of the front-proxy CA's certificate or bundle. */
  readonly caFile: string;

  /** Absolute path of the client certificate that kube-apiserver presents. */
  readonly certificateFile: string;

  /** Absolute path of its private key. */
  readonly privateKeyFile: string;

  /**
   * Common name of the client certificate. This command prints it: `openssl x509 -noout -subject -in CERTIFICATE`.
   *
   * @default 'front-proxy-client'
   */
  readonly commonName?: string;
}

/** Options of `FrontProxy.fixtureForTestsOnly()`. */
export interface FrontProxyFixtureForTestsOnlyOptions {
  /**
   * Common name of the client certificate.
   *
   * @default 'front-proxy-client'
   */
  readonly commonName?: string;

  /**
   * Folder on every control-plane host.
   *
   * @default '/etc/kubernetes/front-proxy'
   */
  readonly hostDirectory?: string;
}

/**
 * The client certificate of kube-apiserver as front proxy, and the CA with which extension API servers verify it. They
 * trust the name of the caller in a header because of this certificate, so its CA must sign no other certificate.
 */
export class FrontProxy {
  /**
   * Uses the CA and the certificate of the distribution. kubeadm, kind, k3s, RKE2 and Talos create a separate
   * front-proxy CA and renew the certificate, so this is the right choice for most clusters. Only settings that differ
   * from theirs are emitted. Not available for `AggregationLayer.flags()`.
   */
  public static fromDistribution(): FrontProxy {
    return new FrontProxy(fromDistribution());
  }

  /**
   * Generates a CA and a client certificate with the usage clientAuth on the first synth, and keeps them in the folder
   * `pki/`. Later synths read them. The key of the CA is deleted after it has signed this certificate, so nobody can
   * create a second front proxy. The CA bundle also holds the next CA, so hosts can be rotated in any order. Not
   * available for `AggregationLayer.talos()`, which needs the key of the CA.
   *
   * @param options names, validity, folder of the state and folder on the hosts
   */
  public static generated(options: FrontProxyGeneratedOptions = {}): FrontProxy {
    checkCall('FrontProxy.generated', [options]);
    return new FrontProxy(
      generatedFrontProxy({
        name: options.name ?? 'front-proxy',
        commonName: options.commonName ?? COMMON_NAME,
        validity: options.validity ?? Duration.days(SERVICE_DAYS),
        folder: options.directory ?? STATE_FOLDER,
        hostDirectory: options.hostDirectory ?? HOST_DIRECTORY,
      }),
    );
  }

  /**
   * Uses your CA and certificate, as PEM text. The chain, the usage clientAuth, the common name, the dates, the
   * strength and the key are checked.
   *
   * @param options the CA, and the certificate with its key
   */
  public static fromPem(options: FrontProxyFromPemOptions): FrontProxy {
    checkCall('FrontProxy.fromPem', [options]);
    return new FrontProxy(suppliedFrontProxy({ ...options, hostDirectory: options.hostDirectory ?? HOST_DIRECTORY }));
  }

  /**
   * Uses existing files on every control-plane host, by their paths. Their content is not checked.
   *
   * @param options the paths, and the certificate's common name
   */
  public static fromHost(options: FrontProxyFromHostOptions): FrontProxy {
    checkCall('FrontProxy.fromHost', [options]);
    return new FrontProxy(
      onHost({
        ca: options.caFile,
        certificate: options.certificateFile,
        privateKey: options.privateKeyFile,
        commonName: options.commonName ?? COMMON_NAME,
      }),
    );
  }

  /**
   * For snapshot tests: the same bytes on every machine. Everyone can compute the keys, so never use it for a cluster.
   *
   * @param options common name and folder on the hosts
   */
  public static fixtureForTestsOnly(options: FrontProxyFixtureForTestsOnlyOptions = {}): FrontProxy {
    checkCall('FrontProxy.fixtureForTestsOnly', [options]);
    return new FrontProxy(
      fixture({
        commonName: options.commonName ?? COMMON_NAME,
        hostDirectory: options.hostDirectory ?? HOST_DIRECTORY,
      }),
    );
  }

  private constructor(
    /** @internal */
    public readonly _source: FrontProxySource,
  ) {}
}
