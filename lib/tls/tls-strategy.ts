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
  /** Whether pods mount the Secret; a server outside the cluster has its own files. */
  readonly hasPods: boolean;
  /** Labels and annotations of the objects that a strategy emits. */
  readonly labels: Strings;
  readonly annotations: Strings;
  /** Whether the profile adds annotations. */
  readonly annotated: boolean;
}

export interface Certified {
  readonly certificate: ServingCertificate;
  /** The Secret to emit; none if it exists already or if this machine does not have the key. */
  readonly secret: Secret | undefined;
  /** Writes the state, once the whole app was found valid. `secretFile` is the file that the Secret goes to. */
  readonly beforeRender: (secretFile: string | undefined) => void;
}

/** The source of the serving certificate. A new one is a file that returns a TlsStrategy, and a factory in tls.ts. */
export interface TlsStrategy {
  readonly certify: (subject: TlsSubject) => Certified;
}

/**
 * The keys of a Secret of type kubernetes.io/tls: https://kubernetes.io/docs/concepts/configuration/secret/#tls-secrets
 */
export const TLS_SECRET_KEYS: PairKeys = { certificate: 'tls.crt', privateKey: 'tls.key' };

/** The values of a strategy that has nothing to mount, verify or issue; strategies override them. */
export const NO_CERTIFICATE: ServingCertificate = {
  secretName: undefined,
  podCertificate: undefined,
  keys: TLS_SECRET_KEYS,
  caBundle: undefined,
  skipVerification: false,
  bundleInjected: false,
  madeByServer: false,
  openShift: false,
  apiServicesByServer: false,
  expiry: undefined,
  apiServiceAnnotations: {},
  serviceAnnotations: {},
  issuance: {},
  rules: [],
  namespacedRules: [],
  onePodBecause: undefined,
};

/** A certificate that kube-apiserver verifies with a CA bundle. */
export function trusted(secretName: string | undefined, caBundle: string, keys = TLS_SECRET_KEYS): ServingCertificate {
  return { ...NO_CERTIFICATE, secretName, caBundle, keys };
}

export function tlsSecretName(server: string): string {
  return `${server}-tls`;
}

export const nothingToDo = (): void => {};
