// A share of the random configurations, run one after the other. The verifiers get the certificates in batches.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Configuration } from './configuration';
import { ServedPair, Rejection } from './served-pair';
import { GoVerifier, withGo } from './go-verifier';
import { nodeRejections } from './node-verifier';
import { opensslRejections } from './openssl-verifier';
import { runConfiguration, RunResult } from './run-configuration';
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
  readonly pairs: number;
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
  await withGo(verifier, go => runAll(share, go, progress));
}

async function runAll(
  { seed, count, from, every }: Omit<Share, 'verifier'>,
  go: GoVerifier,
  progress: (tally: Tally) => void,
): Promise<void> {
  const mine = drawn(seed, count)
    .map((configuration, number) => ({ configuration, number }))
    .filter(({ number }) => number % every === from);
  for (let begin = 0; begin < mine.length; begin += BATCH) {
    const result = mine
      .slice(begin, begin + BATCH)
      .map(({ configuration, number }) => ({ number, ...inOwnFolder(() => runConfiguration(configuration)) }));
    const rejections = await verifyAll(
      result.flatMap(({ pairs }) => pairs),
      go,
    );
    progress({
      accepted: result.filter(({ outcome }) => outcome === 'accepted').length,
      refused: result.filter(({ outcome }) => outcome === 'refused').length,
      pairs: result.flatMap(({ pairs }) => pairs).length,
      refusals: result.flatMap(({ refusals }) => refusals),
      findings: result.flatMap(one => findings(one, rejections).map(says => ({ number: one.number, says }))),
    });
  }
}

/** All that is wrong with one configuration. */
export async function problems(configuration: Configuration, go: GoVerifier): Promise<string[]> {
  const result = inOwnFolder(() => runConfiguration(configuration));
  return findings(result, await verifyAll(result.pairs, go));
}

export async function verifyAll(pairs: readonly ServedPair[], go: GoVerifier): Promise<Rejection[]> {
  return [...nodeRejections(pairs), ...(await go.rejections(pairs)), ...(await opensslRejections(pairs))];
}

function findings({ faults, pairs }: RunResult, rejections: readonly Rejection[]): string[] {
  const about = rejections.filter(({ pair }) => pairs.includes(pair));
  return [...faults, ...about.map(({ by, pair: { what }, says }) => `${what}: ${by}: ${says}`)];
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
