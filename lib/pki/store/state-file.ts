import { Complaint } from '../../errors';
import { fingerprint } from '../inspect';
import { Generation, generations, Slots } from '../slots';

/** A file of a later version is refused. One of an earlier version is read, and rewritten only when slots change. */
const VERSION = 2;

export interface StateFile {
  readonly version: number;
  readonly slots: { readonly previous?: number; readonly current: number; readonly standby?: number };
  readonly lastGeneration: number;
  /** When `current` began to serve, unless it is the first. */
  readonly rotated?: string;
  /** By generation: for people and scripts, and to verify that the files beside it were written with it. */
  readonly certificates: { readonly [generation: string]: CertificateEntry };
}

export interface CertificateEntry {
  readonly sha256: string;
  readonly caSha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** The delivery in the name of the file with the encrypted key, `1.sealed-secret.json`, if there is one. */
  readonly encrypted?: string;
}

/** Adds the fields that an earlier version did not have. */
const MIGRATIONS: { readonly [version: number]: (state: StateFile) => StateFile } = {
  // Version 1 had neither rotations nor encrypted keys.
  1: state => ({ ...state, version: 2, lastGeneration: Math.max(...slotNumbers(state)) }),
};

export function describeState(slots: Slots): StateFile {
  const { previous, current, standby, lastGeneration, rotated } = slots;
  return {
    version: VERSION,
    slots: {
      ...(previous && { previous: previous.number }),
      current: current.number,
      ...(standby && { standby: standby.number }),
    },
    lastGeneration,
    ...(rotated && { rotated: rotated.toISOString() }),
    certificates: Object.fromEntries(
      generations(slots).map(generation => [String(generation.number), entry(generation)]),
    ),
  };
}

function entry({ certificate, ca, encrypted }: Generation): CertificateEntry {
  return {
    sha256: fingerprint(certificate),
    caSha256: fingerprint(ca),
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
    ...(encrypted && { encrypted: encrypted.delivery }),
  };
}

/** The file's content, or a complaint. */
export function parseState(file: string, text: string): StateFile | Complaint {
  const fix = 'restore it from Git; nothing was changed';
  let state: StateFile;
  try {
    state = JSON.parse(text) as StateFile;
  } catch {
    return {
      must: `${file} must be JSON`,
      got: text.trim() === '' ? 'an empty file' : `${text.length} characters that are not`,
      fix,
    };
  }
  if (typeof state?.version !== 'number') {
    return { must: `${file} must be a state of this library`, got: 'a file without a version', fix };
  }
  if (state.version !== VERSION && !MIGRATIONS[state.version]) {
    return {
      must: `${file} must have version ${VERSION}`,
      got: state.version,
      fix: 'use the release of the library that wrote it, or a later one',
    };
  }
  if (!hasSlots(state)) {
    return { must: `${file} must name the certificates of its slots`, got: state.slots, fix };
  }
  while (state.version !== VERSION) {
    state = MIGRATIONS[state.version]!(state);
  }
  const { version, slots, lastGeneration, rotated, certificates } = state;
  const wrong = checkRest(state);
  return wrong
    ? { must: `${file} must say ${wrong}`, got: { lastGeneration, rotated }, fix }
    : { version, slots, lastGeneration, ...(rotated !== undefined && { rotated }), certificates };
}

function slotNumbers({ slots }: StateFile): number[] {
  return [slots?.previous, slots?.current, slots?.standby].filter(number => number !== undefined);
}

function hasSlots(state: StateFile): boolean {
  const numbers = slotNumbers(state);
  const wrong = numbers.some(
    number => !Number.isInteger(number) || number < 1 || !state.certificates?.[String(number)],
  );
  return !wrong && state.slots?.current !== undefined && new Set(numbers).size === numbers.length;
}

function checkRest({ lastGeneration, rotated, ...state }: StateFile): string | undefined {
  if (!Number.isInteger(lastGeneration) || lastGeneration < Math.max(...slotNumbers(state as StateFile))) {
    return 'which generation was the last';
  }
  return rotated === undefined || !Number.isNaN(Date.parse(rotated)) ? undefined : 'when it was rotated';
}

/** Whether the certificates in the folder are the ones that the state was written with. */
export function checkEntry(
  file: string,
  expected: CertificateEntry | undefined,
  generation: Generation,
): Complaint | undefined {
  const found = entry(generation);
  return expected && expected.sha256 === found.sha256 && expected.caSha256 === found.caSha256
    ? undefined
    : {
        must: `${file} must hold the certificates that state.json was written with`,
        got: `fingerprint ${found.sha256.slice(0, 16)}…`,
        fix: 'restore both from Git; nothing was changed',
      };
}
