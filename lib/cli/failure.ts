import { InvalidInput, sayFault } from '../errors';
import { visible } from '../verify/visible';
import { Terminal } from './terminal';

export const FINE = 0;
/** Something was found or refused, or it failed. */
export const NOT_FINE = 1;
/** The command line itself is wrong. */
export const USAGE = 2;

/** A refused action, with a hint. */
export class Refusal extends Error {
  public override readonly name = 'Refusal';

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** A command line that commander accepts and that makes no sense. */
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
  err(`${colours.err.red('error:')} ${visible(message)}\n`);
  if (hint !== undefined) {
    err(`${colours.err.yellow('hint:')} ${visible(hint)}\n`);
  }
}

/** Prints any thrown value. A bug in this program keeps its stack trace, for the bug report. */
export function printThrown(terminal: Terminal, thrown: unknown): void {
  if (thrown instanceof Refusal || thrown instanceof Usage) {
    return printFailure(terminal, thrown.message, thrown.hint);
  }
  if (thrown instanceof InvalidInput) {
    return printFailure(terminal, `${thrown.where}: ${sayFault(thrown.complaint)}`, thrown.complaint.fix);
  }
  const { code, message, stack } = thrown as NodeJS.ErrnoException;
  const [first = '', ...frames] = (code === undefined ? (stack ?? String(thrown)) : message).split('\n');
  printFailure(terminal, first, undefined);
  frames.forEach(frame => terminal.err(`${visible(frame)}\n`));
}
