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

/** Two names of our own CAs, which differ in their last characters, fit. */
const LONGEST_SHOWN = 100;

function show(got: unknown): string {
  if (got === undefined || typeof got === 'function') {
    return 'nothing';
  }
  const text = withoutSecrets(typeof got === 'object' ? JSON.stringify(got) : String(got)).replace(/\s+/g, ' ');
  const short = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}… (${text.length} characters)` : text;
  return typeof got === 'string' ? `"${short}"` : short;
}

/**
 * A secret in a prop that asks for something else, a key in place of a path above all, must not be told to every reader
 * of a log.
 */
function withoutSecrets(text: string): string {
  return (
    text
      .replace(/-----BEGIN [^]*/, 'PEM text')
      .replace(/LS0tLS1CRUdJTi[^"\s]*/g, 'base64 of PEM text')
      // What is between the lines of a block: DER begins with the tag of a SEQUENCE, 0x30, which makes an M of the
      // first six bits.
      .replace(/\bM[A-Za-z0-9+/]{40,}[^"]*/, 'base64 of DER')
      .replace(/AGE-SECRET-KEY-[^"\s]*/gi, 'an age identity')
      .replace(/:\/\/[^"]*@/g, '://…@')
  ); // https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1: user name and password
}

/** What is wrong, for programs that give the remedy a line of its own. */
export function sayFault({ must, got }: Complaint): string {
  return `${withoutSecrets(must)}, got ${show(got)}`;
}

export function say(complaint: Complaint): string {
  return `${sayFault(complaint)}; ${complaint.fix}`;
}

/** Thrown where a single value is wrong. Internal: other languages see its message alone. */
export class InvalidInput extends Error {
  public override readonly name = 'InvalidInput';
  /** Node prints every enumerable field of an error that nobody caught, and `got` is uncut. */
  readonly #where: string;
  readonly #complaint: Complaint;

  constructor(where: string, complaint: Complaint) {
    super(`${where}: ${say(complaint)}`);
    this.#where = where;
    this.#complaint = complaint;
  }

  public get where(): string {
    return this.#where;
  }

  public get complaint(): Complaint {
    return this.#complaint;
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
