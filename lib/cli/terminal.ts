import { createColors } from 'picocolors';

/** What a command may touch besides files: a test passes its own. */
export interface Terminal {
  /** The product, and nothing else. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** All of standard input. */
  readonly input: () => string;
  readonly now: () => Date;
  readonly colours: { readonly out: Colours; readonly err: Colours };
}

export type Colours = ReturnType<typeof createColors>;

/** https://no-color.org: any value but the empty one. */
export function coloursOf(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Colours {
  return createColors(Boolean(stream.isTTY) && !environment.NO_COLOR && environment.TERM !== 'dumb');
}
