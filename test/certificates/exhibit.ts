// What the verifiers are shown: a bundle as kube-apiserver gets it, and what the server presents to it.

export interface Exhibit {
  /** Whose, and when. */
  readonly what: string;
  /** PEM of the APIService's caBundle. */
  readonly bundle: string;
  /** PEM of the Secret's tls.crt: the serving certificate, and intermediates where there are any. */
  readonly certificate: string;
  /** PEM of its tls.key; absent where this machine does not have it. */
  readonly privateKey: string | undefined;
  /** The first is the one that kube-apiserver asks for. */
  readonly dnsNames: readonly string[];
  /** Whether the library wrote these certificates: then openssl is to be strict. */
  readonly ours: boolean;
  /** Whether openssl is known to differ from Go here: test/pki/verify.test.ts says why. */
  readonly openssl: 'agrees' | 'differs';
}

/** What is wrong with an exhibit, in the words of who found it. */
export interface Objection {
  readonly exhibit: Exhibit;
  readonly by: 'node' | 'openssl' | 'Go';
  readonly says: string;
}

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Each certificate of a PEM text. */
export function blocks(text: string): string[] {
  return text.match(BLOCK) ?? [];
}
