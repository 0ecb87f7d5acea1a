import { IConstruct } from 'constructs';
import { Strings } from '../kubernetes/manifest';
import { PairKeys, Secret, ServingCertificate } from '../model/server';

/** The server that needs a certificate. */
export interface TlsSubject {
  readonly scope: IConstruct;
  /** Construct path, for messages. */
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  /** `<service>.<namespace>.svc`, which kube-apiserver checks. */
  readonly dnsName: string;
  /** Names of its APIServices. */
  readonly apiServices: readonly string[];
  /** Whether pods of ours or of the user's mount the Secret; a server outside the cluster brings its files along. */
  readonly hasPods: boolean;
  /** Of the objects that a strategy emits. */
  readonly labels: Strings;
  readonly annotations: Strings;
  /** Whether annotations of ours are wanted. */
  readonly annotated: boolean;
}

export interface Certified {
  readonly certificate: ServingCertificate;
  /** The Secret to emit; none where it exists already or where this machine does not know the key. */
  readonly secret: Secret | undefined;
  /**
   * Called before the first object is rendered, when the whole app was found valid: now state may be written.
   * `secretFile` is where the Secret goes.
   */
  readonly beforeRender: (secretFile: string | undefined) => void;
}

/**
 * Where the serving certificate comes from. Adding a way is one file that returns one of these, and a factory in
 * tls.ts.
 */
export interface TlsStrategy {
  readonly certify: (subject: TlsSubject) => Certified;
}

/**
 * The keys of a Secret of type kubernetes.io/tls: https://kubernetes.io/docs/concepts/configuration/secret/#tls-secrets
 */
export const TLS_SECRET_KEYS: PairKeys = { certificate: 'tls.crt', privateKey: 'tls.key' };

/** A certificate that nobody mounts, verifies or issues: every strategy says what is different. */
export const NO_CERTIFICATE: ServingCertificate = {
  secretName: undefined,
  keys: TLS_SECRET_KEYS,
  caBundle: undefined,
  skipVerification: false,
  bundleInjected: false,
  madeByServer: false,
  apiServicesByServer: false,
  expiry: undefined,
  apiServiceAnnotations: {},
  serviceAnnotations: {},
  issuance: {},
  rules: [],
  namespacedRules: [],
  onePodBecause: undefined,
};

/** What kube-apiserver and the pods see of a certificate that a CA bundle vouches for. */
export function trusted(secretName: string | undefined, caBundle: string, keys = TLS_SECRET_KEYS): ServingCertificate {
  return { ...NO_CERTIFICATE, secretName, caBundle, keys };
}

export function tlsSecretName(server: string): string {
  return `${server}-tls`;
}

export const nothingToDo = (): void => {};
