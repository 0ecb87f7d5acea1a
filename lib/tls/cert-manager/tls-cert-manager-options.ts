import { Duration } from 'cdk8s';
import { CertManagerIssuer } from './cert-manager-issuer';
import { KeyAlgorithm } from '../key-algorithm';

/** Options of `Tls.certManager()`. */
export interface TlsCertManagerOptions {
  /**
   * The issuer of the certificate.
   *
   * @default - a CA of the server's own, in its namespace, which cert-manager makes too
   */
  readonly issuer?: CertManagerIssuer;

  /**
   * DNS names in the certificate beside `<service>.<namespace>.svc` and `<service>.<namespace>.svc.cluster.local`.
   *
   * @default [] - no others
   */
  readonly dnsNames?: string[];

  /**
   * Kind of the serving certificate's key. It may change: cert-manager makes a new one. A CA of the server's own always
   * has ECDSA P-256, because it keeps its key.
   *
   * @default KeyAlgorithm.ECDSA_P256
   */
  readonly algorithm?: KeyAlgorithm;

  /**
   * How long a certificate is valid: an hour or more.
   *
   * @default Duration.days(90)
   */
  readonly validity?: Duration;

  /**
   * How long before its end it is renewed: five minutes or more, and less than `validity`.
   *
   * @default - cert-manager's own: a third of the time for which the certificate is valid
   */
  readonly renewBefore?: Duration;

  /**
   * How long the CA is valid. Only without `issuer`.
   *
   * @default Duration.days(3650)
   */
  readonly caValidity?: Duration;

  /**
   * How long before its end the CA is renewed, with the key that it has: no less than `validity`, so that no
   * certificate outlives the CA that kube-apiserver knows. Only without `issuer`.
   *
   * @default - a third of `caValidity`, or `validity` where that is longer
   */
  readonly caRenewBefore?: Duration;
}
