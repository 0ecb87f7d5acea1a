/** Kinds of keys that a kubelet can make for a pod certificate. */
export enum PodCertificateKeyType {
  /** ECDSA on P-256: fast, small, accepted everywhere. */
  ECDSA_P256 = 'ECDSAP256',
  /** ECDSA on P-384, where a policy asks for it. */
  ECDSA_P384 = 'ECDSAP384',
  /** ECDSA on P-521. */
  ECDSA_P521 = 'ECDSAP521',
  /** Ed25519. */
  ED25519 = 'ED25519',
  /** RSA with 3072 bits. */
  RSA_3072 = 'RSA3072',
  /** RSA with 4096 bits. */
  RSA_4096 = 'RSA4096',
}

/** Options of `Tls.podCertificate()`. */
export interface TlsPodCertificateOptions {
  /**
   * Signer that answers the PodCertificateRequests of the kubelets, such as `example.com/serving`. It must issue
   * certificates for server authentication with the name `<service>.<namespace>.svc`. No signer of Kubernetes itself
   * does.
   */
  readonly signerName: string;

  /**
   * PEM text of the CA certificates with which kube-apiserver verifies the server; several during a rotation of the
   * signer's CA. An APIService cannot refer to a ClusterTrustBundle.
   */
  readonly caBundle: string;

  /**
   * Kind of the key, which the kubelet makes.
   *
   * @default PodCertificateKeyType.ECDSA_P256
   */
  readonly keyType?: PodCertificateKeyType;

  /**
   * Longest life of a certificate, from 3600 (an hour) to 7862400 (91 days). The signer may issue a shorter one.
   *
   * @default 86400 - a day
   */
  readonly maxExpirationSeconds?: number;

  /**
   * What the signer shall know about the request. Every key begins with a domain, such as `example.com/tier`; the
   * signer says which keys it reads.
   *
   * @default {} - nothing
   */
  readonly userAnnotations?: { readonly [key: string]: string };
}
