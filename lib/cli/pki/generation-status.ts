import { Complaint, sayFault } from '../../errors';
import { DAY } from '../../pki/clock';
import { fingerprint, inspect } from '../../pki/inspect';
import { Generation } from '../../pki/slots';
import { checkChain, checkKey, checkStrength } from '../../pki/certificate-checks';

export type Slot = 'previous' | 'current' | 'standby';

/** A row of the table, and an object of the JSON output. */
export interface GenerationStatus {
  readonly slot: Slot;
  readonly generation: number;
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days; negative once it has expired. */
  readonly daysLeft: number;
  readonly sha256: string;
  readonly caSha256: string;
  /** `file`, the name of the delivery that encrypted it, or `not here`. */
  readonly key: string;
}

export function generationStatus(slot: Slot, generation: Generation, now: Date): GenerationStatus {
  const { number, certificate, ca } = generation;
  const { notBefore, notAfter } = inspect(certificate);
  return {
    slot,
    generation: number,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    daysLeft: Math.floor((notAfter.getTime() - now.getTime()) / DAY),
    sha256: fingerprint(certificate),
    caSha256: fingerprint(ca),
    key: whereabouts(generation),
  };
}

function whereabouts({ privateKey, encrypted }: Generation): string {
  return [...(privateKey ? ['file'] : []), ...(encrypted ? [encrypted.delivery] : [])].join(', ') || 'not here';
}

/** A fault that no rotation repairs. The store compares the files, but not the certificate with its CA and key. */
export function fault({ number, certificate, ca, privateKey }: Generation): string | undefined {
  const facts = inspect(certificate);
  // Checked on its first day: expiry is reported elsewhere.
  const complaint: Complaint | undefined =
    checkChain({ chain: [certificate], roots: [ca], privateKey }, facts.notBefore) ??
    checkKey(certificate, privateKey) ??
    checkStrength('certificate', facts);
  return complaint && `generation ${number}: ${sayFault(complaint)}`;
}
