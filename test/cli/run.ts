import { createColors } from 'picocolors';
import { run } from '../../lib/cli/program';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly now?: Date;
  readonly input?: string;
  /** Called `pki` in what was printed. */
  readonly folder?: string;
}

export const NOW = new Date('2026-06-01T12:00:00Z');

/** The program in this process, with a clock that stands still. */
export async function runCli(
  args: readonly string[],
  { now = NOW, input = '', folder = '' }: Surroundings = {},
): Promise<Ended> {
  const said = { out: '', err: '' };
  const plain = createColors(false);
  const code = await run(args, {
    out: text => {
      said.out += text;
    },
    err: text => {
      said.err += text;
    },
    input: () => input,
    now: () => now,
    colours: { out: plain, err: plain },
  });
  const named = (text: string): string => (folder === '' ? text : text.replaceAll(folder, 'pki'));
  return { code, out: named(said.out), err: named(said.err) };
}
