/**
 * Every refusal is one line: what must hold, what was given, how to mend it.
 *
 * A `Complaint` does not know where it arose; whoever does (a construct, a command) puts the place in front of it.
 */
export interface Complaint {
  /** What must hold, in the user's vocabulary and lower case: `version must look like v1, v1beta1 or v2alpha3`. */
  readonly must: string;
  /** What was given. Never key material: callers pass fingerprints, names, dates and sizes. */
  readonly got: unknown;
  /** What to do about it. */
  readonly fix: string;
}

const LONGEST_SHOWN = 80;

function show(got: unknown): string {
  const text = typeof got === 'object' ? JSON.stringify(got) : typeof got === 'function' ? 'nothing' : String(got);
  const line = text.replace(/\s+/g, ' ');
  const short = line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}… (${line.length} characters)` : line;
  return got === undefined ? 'nothing' : typeof got === 'string' ? `"${short}"` : short;
}

/** What is wrong, for programs that give the remedy a line of its own. */
export function sayFault({ must, got }: Complaint): string {
  return `${must}, got ${show(got)}`;
}

export function say(complaint: Complaint): string {
  return `${sayFault(complaint)}; ${complaint.fix}`;
}

/** Thrown where a single value is wrong. Internal: other languages see its message alone. */
export class InvalidInput extends Error {
  public override readonly name = 'InvalidInput';

  constructor(readonly where: string, readonly complaint: Complaint) {
    super(`${where}: ${say(complaint)}`);
  }
}

/** Throws when a check found something. */
export function refuse(where: string, complaint: Complaint | undefined): void {
  if (complaint) {
    throw new InvalidInput(where, complaint);
  }
}

/** The result of reading something, where it could be read. */
export function orRefuse<T extends object>(where: string, result: T | Complaint): Exclude<T, Complaint> {
  if ('must' in result) {
    throw new InvalidInput(where, result);
  }
  return result as Exclude<T, Complaint>;
}
