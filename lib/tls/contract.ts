import { IConstruct } from 'constructs';
import { Strings } from '../manifest';
import { Secret, ServingCertificate } from '../server';

/** The server that needs a certificate. */
export interface Subject {
  readonly scope: IConstruct;
  /** Construct path, for messages. */
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  /** `<service>.<namespace>.svc`, which kube-apiserver checks. */
  readonly dnsName: string;
  /** Whether pods of ours or of the user's mount the Secret; a server outside the cluster brings its files along. */
  readonly hasPods: boolean;
  /** Of the objects that a strategy emits. */
  readonly labels: Strings;
  readonly annotations: Strings;
}

export interface Certified {
  readonly certificate: ServingCertificate;
  /** The Secret to emit; none where it exists already or where this machine does not know the key. */
  readonly secret: Secret | undefined;
  /** Called before the first object is rendered, when the whole app was found valid: now state may be written. */
  readonly beforeRender: () => void;
}

/** Where the serving certificate comes from. Adding a way is one file that returns one of these, and a factory in tls.ts. */
export interface TlsStrategy {
  readonly certify: (subject: Subject) => Certified;
}

/** What kube-apiserver and the pods see of a certificate that a CA bundle vouches for. */
export function trusted(secretName: string | undefined, caBundle: string): ServingCertificate {
  return { secretName, caBundle, skipVerification: false, apiServiceAnnotations: {} };
}

export function tlsSecretName(server: string): string {
  return `${server}-tls`;
}

export const nothingToDo = (): void => {};
