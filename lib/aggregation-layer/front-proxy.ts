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

/** Of kubeadm, kind and Talos; the one that most documentation shows. */
const COMMON_NAME = 'front-proxy-client';

/** Options of `FrontProxy.generated()`. */
export interface FrontProxyGeneratedOptions {
  /**
   * Name of the state in `directory`, one for each cluster: lower-case letters, digits, `-` and `.`.
   *
   * @default 'front-proxy'
   */
  readonly name?: string;

  /**
   * Common name of the client certificate, by which extension API servers recognize kube-apiserver: 1 to 64 printable
   * ASCII characters. Counts when keys are minted; a state with another name is refused.
   *
   * @default 'front-proxy-client'
   */
  readonly commonName?: string;

  /**
   * How long a certificate is meant to serve, in whole days. Counts when keys are minted. The standby, which waits for
   * one such time before it serves for another, is valid twice as long.
   *
   * @default Duration.days(365)
   */
  readonly validity?: Duration;

  /**
   * Folder of the state, relative to the working directory of synth; certificates of servers live there too. Commit it:
   * its private keys are ignored by the `.gitignore` in it.
   *
   * @default 'pki'
   */
  readonly directory?: string;

  /**
   * Folder on every control-plane host where `AggregationLayer.hostFiles` are put: an absolute path, two levels deep or
   * more. In `/etc/kubernetes/pki` kubeadm takes them for its own front proxy, without a CA key (see the guide of the
   * aggregation layer).
   *
   * @default '/etc/kubernetes/front-proxy'
   */
  readonly hostDirectory?: string;
}

/** Options of `FrontProxy.fromPem()`. */
export interface FrontProxyFromPemOptions {
  /**
   * PEM text of the front-proxy CA; several certificates during a rotation. Use a CA of its own, never the one of
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
   * PEM text of the CA's own private key, not encrypted. `AggregationLayer.talos()` alone needs it, because Talos
   * issues the client certificate itself, and writes it into the machine configuration.
   *
   * @default - unknown: no configuration for Talos can be made
   */
  readonly caPrivateKey?: string;

  /**
   * Folder on every control-plane host where `AggregationLayer.hostFiles` are put: an absolute path, two levels deep or
   * more.
   *
   * @default '/etc/kubernetes/front-proxy'
   */
  readonly hostDirectory?: string;
}

/** Options of `FrontProxy.fromHost()`: paths on every control-plane host, in a folder that is two levels deep or more. */
export interface FrontProxyFromHostOptions {
  /** Absolute path of the front-proxy CA's certificate or bundle. */
  readonly caFile: string;

  /** Absolute path of the client certificate that kube-apiserver presents. */
  readonly certificateFile: string;

  /** Absolute path of its private key. */
  readonly privateKeyFile: string;

  /**
   * Common name in the client certificate, which cannot be seen here: `openssl x509 -noout -subject -in CERTIFICATE`.
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
 * The client certificate with which kube-apiserver presents itself to extension API servers, and the CA that they
 * verify it with. It is what makes them believe the caller's name in a header, so its CA must sign nothing else.
 */
export class FrontProxy {
  /**
   * The distribution's own, which is right unless you have a reason: kubeadm, kind, k3s, RKE2 and Talos each make a
   * front-proxy CA of its own and renew the certificate. Only what differs from their settings is then emitted. Not for
   * `AggregationLayer.flags()`.
   */
  public static fromDistribution(): FrontProxy {
    return new FrontProxy(fromDistribution());
  }

  /**
   * The first synth mints a CA and a client certificate with the usage clientAuth and keeps them in the folder `pki/`;
   * later ones read them. The CA's key signs this one certificate and is forgotten at once: nobody can make a second
   * front proxy. The CA bundle holds the next CA too, so a rotation needs no order. Not for `AggregationLayer.talos()`,
   * which wants a CA key.
   *
   * @param options names, life, place of the state and folder on the hosts
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
   * A CA and certificate of your own, as PEM text. All of it is checked: the chain, the usage clientAuth, the common
   * name, the dates, the strength and the key.
   *
   * @param options the CA, and the certificate with its key
   */
  public static fromPem(options: FrontProxyFromPemOptions): FrontProxy {
    checkCall('FrontProxy.fromPem', [options]);
    return new FrontProxy(suppliedFrontProxy({ ...options, hostDirectory: options.hostDirectory ?? HOST_DIRECTORY }));
  }

  /**
   * Files that are on every control-plane host already, of which only the paths are known. Nothing of their content can
   * be checked.
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
   * For snapshot tests: the same bytes on every machine and for ever, with keys that anybody can compute. Never use it
   * for a cluster.
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
