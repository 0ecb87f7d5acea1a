// Thousands of random configurations, by several processes; the first that is wrong is made as small as it can be.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { duration } from '../cluster/progress';
import { GoVerifier, withGo } from './go-verifier';
import { Pool } from './key-pool';
import { arbitrary, Finding, problems, Share, Tally } from './random-run';

export interface Task {
  readonly seed: number;
  readonly count: number;
  readonly verifier: string;
  readonly pool: Pool;
}

export async function runRandomly(task: Task): Promise<boolean> {
  const started = Date.now();
  const tallies: Tally[] = [];
  const workers = Math.min(availableParallelism(), Math.ceil(task.count / 100));
  const tell = progressOf(task.count);
  await Promise.all(
    Array.from({ length: workers }, (_, from) =>
      work({ ...task, from, every: workers }, tally => {
        tallies.push(tally);
        tell(sum(tallies, ({ accepted, refused }) => accepted + refused));
      }),
    ),
  );
  const findings = tallies.flatMap(tally => tally.findings).sort((one, other) => one.number - other.number);
  process.stdout.write(`${report(tallies, (Date.now() - started) / 1000)}\n`);
  const accepted = sum(tallies, tally => tally.accepted);
  const vacuous = task.count >= 100 && accepted < task.count / 3;
  if (vacuous) {
    process.stdout.write(
      `a third of the configurations at least must be accepted, or little is verified, got ${accepted}\n`,
    );
  }
  if (findings.length > 0) {
    await explain(findings, task);
  }
  return findings.length === 0 && !vacuous;
}

function work(share: Share & { readonly pool: Pool }, progress: (tally: Tally) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, 'worker.ts'), { execArgv: ['--import', 'tsx'] });
    child.on('message', tally => progress(tally as Tally));
    child.once('error', reject);
    // Its end may be heard of before its last words are; once the channel is closed, all of them have been.
    const closed = new Promise(done => child.once('disconnect', done));
    child.once('exit', (code, signal) =>
      code === 0 ? void closed.then(() => resolve()) : reject(new Error(`a worker ended with ${code ?? signal}`)),
    );
    child.send(share);
  });
}

function sum(tallies: readonly Tally[], count: (tally: Tally) => number): number {
  return tallies.reduce((total, tally) => total + count(tally), 0);
}

function progressOf(count: number): (done: number) => void {
  let told = 0;
  return done => {
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\x1b[K${done} of ${count} configurations${done === count ? '\n' : ''}`);
    } else if (done - told >= count / 10 || done === count) {
      told = done;
      process.stderr.write(`${done} of ${count} configurations\n`);
    }
  };
}

function report(tallies: readonly Tally[], seconds: number): string {
  const rules = new Set(tallies.flatMap(({ refusals }) => refusals));
  return (
    `${sum(tallies, ({ accepted, refused }) => accepted + refused)} configurations in ${duration(seconds)}: ` +
    `${sum(tallies, ({ accepted }) => accepted)} accepted, whose ` +
    `${sum(tallies, ({ pairs }) => pairs)} certificates node, openssl and Go verified; ` +
    `${sum(tallies, ({ refused }) => refused)} refused at the first synth, ` +
    `${sum(tallies, ({ refusals }) => refusals.length)} in all, for ${rules.size} reasons`
  );
}

const SHOWN = 10;
const LONGEST_SEARCH = 60_000;

async function explain(findings: readonly Finding[], { seed, verifier }: Task): Promise<void> {
  const numbers = [...new Set(findings.map(({ number }) => number))];
  process.stdout.write(`\n${numbers.length} configurations are wrong; of these:\n`);
  findings.slice(0, SHOWN).forEach(({ number, says }) => process.stdout.write(`  ${number}: ${says}\n`));
  const [first = 0] = numbers;
  const { configuration, says } = await withGo(verifier, go => smallest(seed, first, go));
  process.stdout.write(
    `\nthe smallest like ${first}, which is drawn again with --seed ${seed} --only ` +
      `${first}:\n${configuration}\n${says.map(line => `  ${line}\n`).join('')}`,
  );
}

async function smallest(
  seed: number,
  number: number,
  go: GoVerifier,
): Promise<{ readonly configuration: string; readonly says: readonly string[] }> {
  let last: readonly string[] = [];
  const property = fc.asyncProperty(arbitrary, async configuration => {
    const says = await problems(configuration, go);
    last = says.length > 0 ? says : last;
    return says.length === 0;
  });
  const { counterexample } = await fc.check(property, {
    seed,
    path: String(number),
    numRuns: 1,
    interruptAfterTimeLimit: LONGEST_SEARCH,
  });
  return {
    configuration: counterexample ? fc.stringify(counterexample[0]) : 'none: it did not happen again',
    says: last,
  };
}
