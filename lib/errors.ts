/**
 * Every refusal is one line: what must hold, what was given, how to fix it.
 *
 * A `Complaint` does not know where it arose. The caller (a construct, a command) puts the place in front of it.
 */
export interface Complaint {
  /** The rule, in lower case and in the user's vocabulary: `version must look like v1, v1beta1 or v2alpha3`. */
  readonly must: string;
  /** The value. Never key material: callers pass fingerprints, names, dates and sizes. */
  readonly got: unknown;
  /** How to fix it. */
  readonly fix: string;
}

/** Long enough for two names of our own CAs, which differ only in their last characters. */
const LONGEST_SHOWN = 100;

function show(got: unknown): string {
  if (got === undefined || typeof got === 'function') {
    return 'nothing';
  }
  const text = withoutSecrets(typeof got === 'object' ? asJson(got) : String(got)).replace(/\s+/g, ' ');
  const short = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}… (${text.length} characters)` : text;
  return typeof got === 'string' ? `"${short}"` : short;
}

/** JSON has no form for an object that contains itself, nor for a BigInt. */
function asJson(got: object | null): string {
  try {
    return JSON.stringify(got);
  } catch {
    return 'an object that JSON cannot hold';
  }
}

/**
 * A secret may be in the wrong prop, for example a key where a path belongs. The message must not show it to everyone
 * who reads the log.
 */
function withoutSecrets(text: string): string {
  return withoutPasswords(
    text
      .replace(/-----BEGIN [^]*/, 'PEM text')
      .replace(/LS0tLS1CRUdJTi[^"\s]*/g, 'base64 of PEM text')
      // The text between the BEGIN and END lines. DER starts with the tag of a SEQUENCE, 0x30, whose first six bits are
      // an M in base64.
      .replace(/\bM[A-Za-z0-9+/]{40,}[^"]*/, 'base64 of DER')
      .replace(/AGE-SECRET-KEY-[^"\s]*/gi, 'an age identity'),
  );
}

/**
 * Whatever is between `://` and the last `@`: https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1. An expression would
 * look for the `@` once for each `://`, which takes minutes in a long text.
 */
function withoutPasswords(text: string): string {
  return text
    .split('"')
    .map(part => {
      const [start, end] = [part.indexOf('://'), part.lastIndexOf('@')];
      return start >= 0 && end > start ? `${part.slice(0, start)}://…${part.slice(end)}` : part;
    })
    .join('"');
}

/** The fault without the fix, for programs that print the fix on a line of its own. */
export function sayFault({ must, got }: Complaint): string {
  return `${withoutSecrets(must)}, got ${show(got)}`;
}

export function say(complaint: Complaint): string {
  return `${sayFault(complaint)}; ${complaint.fix}`;
}

/** Thrown for a single wrong value. Internal: other languages see only its message. */
export class InvalidInput extends Error {
  public override readonly name = 'InvalidInput';
  /** Private fields, because Node prints every enumerable field of an uncaught error, and `got` may be long. */
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

/** Throws if a check found something. */
export function refuse(where: string, complaint: Complaint | undefined): void {
  if (complaint) {
    throw new InvalidInput(where, complaint);
  }
}

/** Returns the result of a read, or throws the complaint about it. */
export function orRefuse<T extends object>(where: string, result: T | Complaint): Exclude<T, Complaint> {
  if ('must' in result) {
    throw new InvalidInput(where, result);
  }
  return result as Exclude<T, Complaint>;
}
