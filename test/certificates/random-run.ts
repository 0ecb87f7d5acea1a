// A share of the random configurations: played one after the other, and shown to the verifiers in batches.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Configuration } from './configuration';
import { Exhibit, Objection } from './exhibit';
import { GoVerifier, withGo } from './go-verdict';
import { nodeVerdict } from './node-verdict';
import { opensslVerdict } from './openssl-verdict';
import { play, Played } from './play';
import { configurations } from './random-configurations';
import { scratchFolder } from './scratch';

export interface Share {
  readonly seed: number;
  readonly count: number;
  /** The first number, and how far it is to the next. */
  readonly from: number;
  readonly every: number;
  /** Path of Go's verifier. */
  readonly verifier: string;
}

export interface Tally {
  readonly accepted: number;
  readonly refused: number;
  readonly exhibits: number;
  /** Each rule that was broken, as often as it was. */
  readonly refusals: readonly string[];
  readonly findings: readonly Finding[];
}

export interface Finding {
  /** Number of the configuration under this seed. */
  readonly number: number;
  readonly says: string;
}

/** So many share a shell, and so often somebody hears of progress. */
const BATCH = 100;

export const arbitrary = configurations({ rsa: true });

/** The same list for one seed, whoever asks. */
export function drawn(seed: number, count: number): Configuration[] {
  return fc.sample(arbitrary, { seed, numRuns: count });
}

export async function runShare({ verifier, ...share }: Share, progress: (tally: Tally) => void): Promise<void> {
  await withGo(verifier, go => playAll(share, go, progress));
}

async function playAll(
  { seed, count, from, every }: Omit<Share, 'verifier'>,
  go: GoVerifier,
  progress: (tally: Tally) => void,
): Promise<void> {
  const mine = drawn(seed, count)
    .map((configuration, number) => ({ configuration, number }))
    .filter(({ number }) => number % every === from);
  for (let begin = 0; begin < mine.length; begin += BATCH) {
    const played = mine
      .slice(begin, begin + BATCH)
      .map(({ configuration, number }) => ({ number, ...inOwnFolder(() => play(configuration)) }));
    const objections = await verdicts(
      played.flatMap(({ exhibits }) => exhibits),
      go,
    );
    progress({
      accepted: played.filter(({ outcome }) => outcome === 'accepted').length,
      refused: played.filter(({ outcome }) => outcome === 'refused').length,
      exhibits: played.flatMap(({ exhibits }) => exhibits).length,
      refusals: played.flatMap(({ refusals }) => refusals),
      findings: played.flatMap(one => findings(one, objections).map(says => ({ number: one.number, says }))),
    });
  }
}

/** What everybody has against one configuration. */
export async function judge(configuration: Configuration, go: GoVerifier): Promise<string[]> {
  const played = inOwnFolder(() => play(configuration));
  return findings(played, await verdicts(played.exhibits, go));
}

export async function verdicts(exhibits: readonly Exhibit[], go: GoVerifier): Promise<Objection[]> {
  return [...nodeVerdict(exhibits), ...(await go.objections(exhibits)), ...(await opensslVerdict(exhibits))];
}

function findings({ faults, exhibits }: Played, objections: readonly Objection[]): string[] {
  const about = objections.filter(({ exhibit }) => exhibits.includes(exhibit));
  return [...faults, ...about.map(({ by, exhibit: { what }, says }) => `${what}: ${by}: ${says}`)];
}

/** State lies in the working directory. */
export function inOwnFolder<T>(act: () => T): T {
  const home = process.cwd();
  const folder = scratchFolder('configuration');
  const project = join(folder, 'project');
  mkdirSync(project);
  process.chdir(project);
  try {
    return act();
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  }
}
