import { Duration } from 'cdk8s';
import { Delivery } from '../../delivery/delivery';
import { KeyAlgorithm } from '../key-algorithm';

/** Options of `Tls.generated()`. */
export interface TlsGeneratedOptions {
  /**
   * Kind of the keys. Counts when keys are minted: a change needs a rotation.
   *
   * @default KeyAlgorithm.ECDSA_P256
   */
  readonly algorithm?: KeyAlgorithm;

  /**
   * How long a certificate is meant to serve, in whole days. Counts when keys are minted. The standby, which waits for
   * one such time before it serves for another, is valid twice as long.
   *
   * @default Duration.days(365)
   */
  readonly validity?: Duration;

  /**
   * DNS names in the certificate beside `<service>.<namespace>.svc` and `<service>.<namespace>.svc.cluster.local`.
   *
   * @default [] - no others
   */
  readonly dnsNames?: string[];

  /**
   * PEM text of CA certificates that kube-apiserver trusts beside those of the state, so that a certificate that still
   * serves in the cluster stays trusted: while a server moves to `Tls.generated()`, or after the state was lost. Remove
   * it when every pod serves the new certificate.
   *
   * @default - none
   */
  readonly additionalCa?: string;

  /**
   * Folder of the state, relative to the working directory of synth. Commit it: its private keys are ignored by the
   * `.gitignore` in it.
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
