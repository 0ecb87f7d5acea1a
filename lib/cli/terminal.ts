import { createColors } from 'picocolors';

/** Everything that a command uses besides files. Tests pass their own. */
export interface Terminal {
  /** Results only; notes and errors go to `err`. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard input, or nothing if there are more than `most` bytes. */
  readonly input: (most: number) => Buffer | undefined;
  readonly now: () => Date;
  readonly colours: { readonly out: Colours; readonly err: Colours };
}

export type Colours = ReturnType<typeof createColors>;

/** https://no-color.org: any non-empty value switches colours off. */
export function coloursOf(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Colours {
  return createColors(Boolean(stream.isTTY) && !environment.NO_COLOR && environment.TERM !== 'dumb');
}
