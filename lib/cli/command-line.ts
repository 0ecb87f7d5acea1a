import { InvalidArgumentError } from 'commander';

/** The work of a command; returns the exit code. */
export type Work = () => Promise<number>;

/** Runs a command's work and keeps its exit code. */
export type Call = (work: Work) => Promise<void>;

/** Parses the value of an option such as `--warn-days`. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return Number(text);
}
