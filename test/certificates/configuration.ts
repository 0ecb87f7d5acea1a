// Props as plain data: they can be printed, sent to another process and made smaller.
import type { YamlOutputType } from 'cdk8s';
import type { KeyAlgorithm, Profile } from 'cdk8s-extension-api-server';
import type { Kind } from '../pki/certificates';
import type { Form } from './provided-forms';

export interface Configuration {
  readonly output: YamlOutputType;
  /** Whether the first synth runs where no key is minted. */
  readonly firstUnderCi: boolean;
  readonly servers: readonly ServerChoice[];
  /** Changes of the state between synths. */
  readonly steps: readonly Step[];
}

export interface ServerChoice {
  readonly id: string;
  readonly name?: string;
  readonly namespace: string;
  readonly profile?: Profile;
  readonly backend: BackendName;
  readonly tls: TlsChoice;
}

export const BACKENDS = ['deployment', 'statefulSet', 'existing', 'addresses', 'externalName'] as const;
export type BackendName = (typeof BACKENDS)[number];

export type TlsChoice = GeneratedChoice | ProvidedChoice | { readonly kind: 'skipped' };

export interface GeneratedChoice {
  readonly kind: 'generated';
  readonly algorithm?: KeyAlgorithm;
  readonly validity?: { readonly amount: number; readonly unit: 'days' | 'hours' | 'millis' };
  readonly dnsNames?: string[];
  readonly directory?: string;
  readonly additionalCa?: (typeof ADDITIONAL_CAS)[number];
}

/** Only the first is any good. */
export const ADDITIONAL_CAS = ['another CA', 'an expired CA', 'a serving certificate', 'a key', 'words'] as const;

export interface ProvidedChoice {
  readonly kind: 'provided';
  /** A kind of test/pki/certificates.ts, or a sound pair with this algorithm. */
  readonly certificates: Kind | KeyAlgorithm;
  readonly form: Form;
}

/** There is a file of this name before the first synth. */
export const OCCUPIED = 'occupied';

/** Folder of what users brought. */
export const BROUGHT = 'brought';

export const QUIET_STEPS = ['synth again', 'synth under CI', 'check out with the line ends of Windows'] as const;
export const STATE_STEPS = [
  'rotate',
  'forget the standby',
  'forget the previous generation',
  'lose every key',
  'lose the keys that serve',
] as const;
export const DAMAGES = ['emptied', 'cut in half', 'replaced by words', 'replaced by another file', 'removed'] as const;

export type Step = (typeof QUIET_STEPS)[number] | (typeof STATE_STEPS)[number] | Damage;

/** Damage to one file of the state. */
export interface Damage {
  readonly damage: (typeof DAMAGES)[number];
  /** Which file: a number to be divided by how many there are. */
  readonly file: number;
}

export function nameOf({ name, id }: ServerChoice): string {
  return name ?? id;
}

/** The name that kube-apiserver asks for. */
export function serviceName(server: ServerChoice): string {
  return `${nameOf(server)}.${server.namespace}.svc`;
}

/**
 * The construct path, which starts every message; until it is a construct, as the user wrote it, then as constructs
 * does.
 */
export function pathsOf({ id }: ServerChoice): string[] {
  return [`app/${id}`, `app/${id.replaceAll('/', '--')}`];
}

/** Each server has a group of its own: names of groups are not under test here. */
export function groupOf(index: number): string {
  return `g${index}.example.com`;
}
