import { Complaint } from '../../errors';
import { fingerprint } from '../inspect';
import { Generation, generations, Slots } from '../slots';

/** Version of the format. A file of a later version is refused, never rewritten; of an earlier one there is none yet. */
const VERSION = 1;

export interface StateFile {
  readonly version: number;
  readonly slots: { readonly previous?: number; readonly current: number; readonly standby: number };
  /** By generation. For people and scripts, and the proof that the files beside it are the ones that were written with it. */
  readonly certificates: { readonly [generation: string]: CertificateEntry };
}

interface CertificateEntry {
  readonly sha256: string;
  readonly caSha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

export function describeState(slots: Slots): StateFile {
  return {
    version: VERSION,
    slots: {
      ...(slots.previous && { previous: slots.previous.number }),
      current: slots.current.number,
      standby: slots.standby.number,
    },
    certificates: Object.fromEntries(generations(slots).map(generation => [String(generation.number), entry(generation)])),
  };
}

function entry(generation: Generation): CertificateEntry {
  return {
    sha256: fingerprint(generation.certificate),
    caSha256: fingerprint(generation.ca),
    notBefore: new Date(generation.certificate.validFrom).toISOString(),
    notAfter: new Date(generation.certificate.validTo).toISOString(),
  };
}

/** The file's content, or what is wrong with it. */
export function parseState(file: string, text: string): StateFile | Complaint {
  const fix = 'restore it from Git; nothing was changed';
  let state: StateFile;
  try {
    state = JSON.parse(text) as StateFile;
  } catch {
    return { must: `${file} must be JSON`, got: text.trim() === '' ? 'an empty file' : `${text.length} characters that are not`, fix };
  }
  if (typeof state?.version !== 'number') {
    return { must: `${file} must be a state of this library`, got: 'a file without a version', fix };
  }
  if (state.version !== VERSION) {
    return { must: `${file} must have version ${VERSION}`, got: state.version, fix: 'use the release of the library that wrote it, or a later one' };
  }
  const numbers = [state.slots?.previous, state.slots?.current, state.slots?.standby];
  const wrong = numbers.find((number, slot) => (number === undefined ? slot > 0 : !Number.isInteger(number) || number < 1 || !state.certificates?.[String(number)]));
  return wrong !== undefined || numbers[1] === undefined || numbers[2] === undefined || new Set(numbers).size !== 3
    ? { must: `${file} must name the certificates of its slots`, got: JSON.stringify(state.slots ?? null), fix }
    : { version: state.version, slots: state.slots, certificates: state.certificates };
}

/** Whether the certificates found are the ones that the state was written with. */
export function checkEntry(file: string, expected: CertificateEntry | undefined, generation: Generation): Complaint | undefined {
  const found = entry(generation);
  return expected && expected.sha256 === found.sha256 && expected.caSha256 === found.caSha256 ? undefined
    : { must: `${file} must hold the certificates that state.json was written with`, got: `fingerprint ${found.sha256.slice(0, 16)}…`, fix: 'restore both from Git; nothing was changed' };
}
