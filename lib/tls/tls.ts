import { checkCall } from '../signatures/check-call';
import { Duration } from 'cdk8s';
import { DeliveryStrategy } from '../delivery/delivery-strategy';
import { Delivery } from '../delivery/delivery';
import { AlgorithmName, DEFAULT_ALGORITHM } from '../pki/algorithm';
import { SERVICE_DAYS } from '../pki/mint';
import { STATE_FOLDER } from '../pki/store/state-folder';
import { certManagerTls } from './cert-manager/cert-manager-tls';
import { TLS_SECRET_KEYS, TlsStrategy } from './tls-strategy';
import { generatedTls } from './generated/generated-tls';
import { KeyAlgorithm } from './key-algorithm';
import { openShiftServiceCa } from './openshift-service-ca';
import { TlsCertManagerOptions } from './cert-manager/tls-cert-manager-options';
import { TlsGeneratedOptions } from './generated/tls-generated-options';
import { TlsFromFilesOptions, TlsFromSecretOptions, TlsFromPemOptions } from './supplied/supplied-tls-options';
import { TlsSelfManagedOptions } from './self-managed/tls-self-managed-options';
import { suppliedPair, suppliedTlsSecret } from './supplied/supplied-tls';
import { selfManagedTls } from './self-managed/self-managed-tls';
import { podCertificateTls } from './pod-certificate/pod-certificate-tls';
import { PodCertificateKeyType, TlsPodCertificateOptions } from './pod-certificate/tls-pod-certificate-options';
import { skippedVerification } from './skipped-verification';

/** The source of the serving certificate, and of the CA bundle with which kube-apiserver verifies it. */
export class Tls {
  /**
   * The first synth mints certificates, each with its own CA, and writes them to the folder `pki/`; later ones read
   * them. A rotation is one commit without an outage, because the bundle already trusts the next certificate.
   *
   * @param options algorithm, life, extra names, place of the state and delivery of the key
   */
  public static generated(options: TlsGeneratedOptions = {}): Tls {
    checkCall('Tls.generated', [options]);
    return new Tls(
      generatedTls({
        algorithm: algorithmName(options.algorithm),
        serviceLife: options.validity ?? Duration.days(SERVICE_DAYS),
        extraDnsNames: options.dnsNames ?? [],
        additionalCa: options.additionalCa,
        folder: options.directory ?? STATE_FOLDER,
        delivery: deliveryOf(options.delivery),
      }),
    );
  }

  /**
   * cert-manager issues and renews the certificate in the cluster, and its cainjector writes the CA into the
   * APIServices. No key leaves the cluster. Install cert-manager first: it acts on the emitted objects.
   *
   * @param options issuer, extra names, algorithm and lives
   */
  public static certManager(options: TlsCertManagerOptions = {}): Tls {
    checkCall('Tls.certManager', [options]);
    const { issuer, validity, renewBefore, caValidity, caRenewBefore } = options;
    return new Tls(
      certManagerTls({
        issuer: issuer?._reference,
        ca: issuer?._ca,
        algorithm: algorithmName(options.algorithm),
        extraDnsNames: options.dnsNames ?? [],
        durations: { validity, renewBefore, caValidity, caRenewBefore },
      }),
    );
  }

  /**
   * OpenShift issues and renews the certificate, and writes its CA into the APIServices, because of two annotations.
   */
  public static openShiftServiceCa(): Tls {
    return new Tls(openShiftServiceCa());
  }

  /**
   * A certificate of your own, as PEM text. The chain, the names, the dates and the key are checked at synth.
   *
   * @param options the CA, and the certificate with its key
   */
  public static fromPem(options: TlsFromPemOptions): Tls {
    checkCall('Tls.fromPem', [options]);
    const { ca, certificate, privateKey, directory: folder = STATE_FOLDER } = options;
    return new Tls(
      suppliedPair({
        ca: { text: ca },
        certificate: { text: certificate },
        privateKey: privateKey === undefined ? undefined : { text: privateKey },
        delivery: deliveryOf(options.delivery),
        folder,
      }),
    );
  }

  /**
   * A certificate of your own, in PEM files. The chain, the names, the dates and the key are checked at synth.
   *
   * @param options the CA's file, and those of the certificate and its key
   */
  public static fromFiles(options: TlsFromFilesOptions): Tls {
    checkCall('Tls.fromFiles', [options]);
    const { caFile, certificateFile, privateKeyFile, directory: folder = STATE_FOLDER } = options;
    return new Tls(
      suppliedPair({
        ca: { file: caFile },
        certificate: { file: certificateFile },
        privateKey: { file: privateKeyFile },
        delivery: deliveryOf(options.delivery),
        folder,
      }),
    );
  }

  /**
   * A certificate of your own, in a Secret that something else puts into the cluster. Only its CA is checked at synth.
   *
   * @param options the CA, and the Secret with the keys of its data
   */
  public static fromSecret(options: TlsFromSecretOptions): Tls {
    checkCall('Tls.fromSecret', [options]);
    const {
      ca,
      caFile,
      secretName,
      certificateDataKey = TLS_SECRET_KEYS.certificate,
      privateKeyDataKey = TLS_SECRET_KEYS.privateKey,
    } = options;
    return new Tls(
      suppliedTlsSecret({
        ca,
        caFile,
        secretName,
        keys: { certificate: certificateDataKey, privateKey: privateKeyDataKey },
      }),
    );
  }

  /**
   * The kubelet of each pod makes a key, has a signer in the cluster certify it, and rotates both. Nothing keeps the
   * key: there is no Secret. It needs Kubernetes 1.37 or later and a signer. Only the CA is checked at synth.
   *
   * https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#pod-certificate-requests
   *
   * @param options the signer, its CA, and what to request
   */
  public static podCertificate(options: TlsPodCertificateOptions): Tls {
    checkCall('Tls.podCertificate', [options]);
    return new Tls(
      podCertificateTls({
        signerName: options.signerName,
        caBundle: options.caBundle,
        keyType: options.keyType ?? PodCertificateKeyType.ECDSA_P256,
        // Kubernetes' default, written because kubectl apply compares the sources of a volume as a whole.
        maxExpirationSeconds: options.maxExpirationSeconds ?? Duration.days(1).toSeconds(),
        userAnnotations: options.userAnnotations ?? {},
      }),
    );
  }

  /**
   * The server makes its certificate when it starts, and writes its CA into the APIServices. It gets the permission for
   * that and no more.
   *
   * @param options where several pods share the pair, and whether the server creates its APIServices
   */
  public static selfManaged(options: TlsSelfManagedOptions = {}): Tls {
    checkCall('Tls.selfManaged', [options]);
    return new Tls(
      selfManagedTls({ secretName: options.secretName, createsApiServices: options.createsApiServices ?? false }),
    );
  }

  /**
   * kube-apiserver accepts any certificate. Anyone who can answer at the Service's address can impersonate the server and
   * see its callers' identities. For experiments only.
   */
  public static dangerouslySkipVerification(): Tls {
    return new Tls(skippedVerification());
  }

  private constructor(
    /** @internal */
    public readonly _strategy: TlsStrategy,
  ) {}
}

function algorithmName(algorithm: KeyAlgorithm | undefined): AlgorithmName {
  return algorithm ?? DEFAULT_ALGORITHM;
}

/** Plain, because every other way needs something that not everybody has. */
function deliveryOf(delivery = Delivery.plain()): DeliveryStrategy {
  return delivery._strategy;
}
