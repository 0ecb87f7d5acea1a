/** Kinds of keys that a certificate can be made for. */
export enum KeyAlgorithm {
  /** ECDSA on P-256: fast, small, accepted everywhere. */
  ECDSA_P256 = 'ECDSA_P256',
  /** ECDSA on P-384, if a policy requires it. */
  ECDSA_P384 = 'ECDSA_P384',
  /** RSA with 2048 bits, for servers that support nothing else. */
  RSA_2048 = 'RSA_2048',
  /** RSA with 3072 bits. */
  RSA_3072 = 'RSA_3072',
  /** RSA with 4096 bits: seconds to mint. */
  RSA_4096 = 'RSA_4096',
}
