import { randomBytes } from 'node:crypto';
import { Algorithm } from './algorithm';
import { DAY, HOUR } from './clock';
import { Issue, issue, keyIdentifier } from './issue';
import { Generation, Slots } from './slots';

/** The conditions under which any certificate is minted. */
export interface Conditions {
  readonly algorithm: Algorithm;
  /** How long one generation is meant to serve. */
  readonly serviceDays: number;
  readonly now: Date;
  /** Randomness for serial numbers; predictable for fixtures. */
  readonly random: (size: number) => Uint8Array;
}

/** A serving certificate. */
export interface Mint extends Conditions {
  readonly dnsNames: readonly string[];
}

/** The purpose of the one certificate that a CA signs. */
export interface Purpose {
  /** Start of the CA's name. */
  readonly authority: string;
  readonly commonName: string | undefined;
  readonly use: Issue['use'];
}

export const systemRandom = (size: number): Uint8Array => randomBytes(size);

/** A year, unless the user chooses another `validity`. */
export const SERVICE_DAYS = 365;

/**
 * Clocks of nodes differ: client-go backdates by an hour too.
 * https://github.com/kubernetes/client-go/blob/v0.34.2/util/cert/cert.go
 */
const BACKDATE = HOUR;
/**
 * https://www.rfc-editor.org/rfc/rfc5280#appendix-A: ub-common-name. A longer name is in the SAN only.
 */
export const LONGEST_COMMON_NAME = 64;

/** The first set. The standby waits for one life before it serves for another, so it is valid twice as long. */
export function mintSlots(request: Mint): FullSlots {
  return firstSlots((number, serviceLives) => mintGeneration(number, request, serviceLives));
}

/** Slots with a standby; only between a rotation and the next synth is there none. */
export type FullSlots = Slots & { readonly standby: Generation };

export function firstSlots(mint: (number: number, serviceLives: number) => Generation): FullSlots {
  return { previous: undefined, current: mint(1, 1), standby: mint(2, 2), lastGeneration: 2, rotated: undefined };
}

/** Mints the standby that a rotation left empty. */
export function fillStandby(slots: Slots, mint: (number: number, serviceLives: number) => Generation): FullSlots {
  const number = slots.lastGeneration + 1;
  return { ...slots, standby: mint(number, 2), lastGeneration: number };
}

export function mintGeneration(number: number, request: Mint, serviceLives: number): Generation {
  const { dnsNames } = request;
  const [name = ''] = dnsNames;
  const commonName = name.length <= LONGEST_COMMON_NAME ? name : undefined;
  return mintUnderOwnCa(
    number,
    { authority: 'extension-api-server', commonName, use: { ca: false, dnsNames } },
    request,
    serviceLives,
  );
}

/** A CA and the one certificate that it signs. The CA's key is not kept, so it cannot be stolen. */
export function mintUnderOwnCa(
  number: number,
  { authority, commonName, use }: Purpose,
  conditions: Conditions,
  serviceLives: number,
): Generation {
  const { algorithm, now, random } = conditions;
  const caKey = algorithm.generate();
  const key = algorithm.generate();
  // Each CA has its own name: openssl tries only the first CA of a bundle that has the issuer's name.
  const identifier = keyIdentifier(caKey).toString('hex').slice(0, 16);
  const caName = `${authority}-ca-${identifier}`;
  const common = {
    issuer: caName,
    issuerKey: caKey,
    signature: algorithm.signature,
    notBefore: new Date(now.getTime() - BACKDATE),
    notAfter: new Date(now.getTime() + serviceLives * conditions.serviceDays * DAY),
  };
  return {
    number,
    ca: issue({ ...common, serial: serial(random), subject: caName, subjectKey: caKey, use: { ca: true } }),
    certificate: issue({
      ...common,
      serial: serial(random),
      subject: commonName ?? `${authority}-${identifier}`,
      subjectKey: key,
      use,
    }),
    privateKey: key.privateKey,
    encrypted: undefined,
  };
}

/** Positive, with 127 random bits, at most 20 bytes: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.2 */
function serial(random: Conditions['random']): Uint8Array {
  const bytes = Uint8Array.from(random(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}
