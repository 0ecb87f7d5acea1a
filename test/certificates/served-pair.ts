// The verifiers' input: a bundle as kube-apiserver gets it, and the certificate that the server presents to it.

export interface ServedPair {
  /** The server's name, and the synth that emitted the pair. */
  readonly what: string;
  /** PEM of the APIService's caBundle. */
  readonly bundle: string;
  /** PEM of the Secret's tls.crt: the serving certificate, and intermediates where there are any. */
  readonly certificate: string;
  /** PEM of its tls.key; absent where this machine does not have it. */
  readonly privateKey: string | undefined;
  /** The first is the name that kube-apiserver verifies. */
  readonly dnsNames: readonly string[];
  /** Whether the library wrote these certificates: then openssl is to be strict. */
  readonly ours: boolean;
  /** Whether openssl is known to differ from Go here: test/pki/verify.test.ts says why. */
  readonly openssl: 'agrees' | 'differs';
}

/** The reason why a pair does not verify, in the verifier's words. */
export interface Rejection {
  readonly pair: ServedPair;
  readonly by: 'node' | 'openssl' | 'Go';
  readonly says: string;
}

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Each certificate of a PEM text. */
export function blocks(text: string): string[] {
  return text.match(BLOCK) ?? [];
}
