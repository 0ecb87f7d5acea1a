import { InvalidInput, sayFault } from '../errors';
import { Terminal } from './terminal';

export const FINE = 0;
/** Something was found, refused or impossible. */
export const NOT_FINE = 1;
/** The command line itself is wrong. */
export const USAGE = 2;

/** What a command refuses to do, and what to do instead. */
export class Refusal extends Error {
  public override readonly name = 'Refusal';

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** A command line that commander lets through and that means nothing. */
export class Usage extends Error {
  public override readonly name = 'Usage';

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

export function printFailure({ err, colours }: Terminal, message: string, hint: string | undefined): void {
  err(`${colours.err.red('error:')} ${message}\n`);
  if (hint !== undefined) {
    err(`${colours.err.yellow('hint:')} ${hint}\n`);
  }
}

/** Whatever a command threw. A fault of ours keeps its stack: nobody can mend it with less. */
export function printThrown(terminal: Terminal, thrown: unknown): void {
  if (thrown instanceof Refusal || thrown instanceof Usage) {
    return printFailure(terminal, thrown.message, thrown.hint);
  }
  if (thrown instanceof InvalidInput) {
    return printFailure(terminal, `${thrown.where}: ${sayFault(thrown.complaint)}`, thrown.complaint.fix);
  }
  const { code, message, stack } = thrown as NodeJS.ErrnoException;
  printFailure(terminal, code === undefined ? (stack ?? String(thrown)) : message, undefined);
}
