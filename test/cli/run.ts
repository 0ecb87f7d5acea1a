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
  /** Printed as `pki`. */
  readonly folder?: string;
}

export const NOW = new Date('2026-06-01T12:00:00Z');

/** Runs the program in this process, with a fixed clock. */
export async function runCli(
  args: readonly string[],
  { now = NOW, input = '', folder = '' }: Surroundings = {},
): Promise<Ended> {
  const printed = { out: '', err: '' };
  const plain = createColors(false);
  const code = await run(args, {
    out: text => {
      printed.out += text;
    },
    err: text => {
      printed.err += text;
    },
    input: most => (Buffer.byteLength(input) > most ? undefined : Buffer.from(input)),
    now: () => now,
    colours: { out: plain, err: plain },
  });
  const named = (text: string): string => (folder === '' ? text : text.replaceAll(folder, 'pki'));
  return { code, out: named(printed.out), err: named(printed.err) };
}
