// Prints the state of a cluster in which a test has failed, for readers who cannot log in to the machine.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './command';
import { inNetwork } from './network';
import { isAlive } from './process-identity';
import { type Slot, slotAt } from './slot';
import { lastLine, logsOf, recorded } from './processes';

/**
 * How to print the state of each running cluster, by the number of its slot. It is in the globals, because jest loads
 * the environment, which sees failures, and the suites as separate modules.
 */
export function runningClusters(globals: object): Map<number, () => Promise<string>> {
  const symbols = globals as Record<symbol, Map<number, () => Promise<string>>>;
  return (symbols[Symbol.for('running clusters')] ??= new Map());
}

export const watchState = (slot: Slot, kubectl: readonly string[]): void => {
  runningClusters(globalThis).set(slot.number, () => stateOf(slotAt(slot.number), kubectl));
};
export const forgetState = (slot: Slot): void => {
  runningClusters(globalThis).delete(slot.number);
};

const QUESTIONS: readonly (readonly string[])[] = [
  ['get', 'pods', '--all-namespaces', '--output=wide'],
  ['get', 'apiservices', '--selector=app.kubernetes.io/name'],
  ['get', 'endpointslices', '--all-namespaces'],
  [
    'get',
    'events',
    '--all-namespaces',
    '--field-selector=type!=Normal,reason!=MissingClusterDNS',
    '--sort-by=.lastTimestamp',
    '--no-headers',
  ],
  [
    'logs',
    '--namespace=wardle',
    '--selector=app.kubernetes.io/name',
    '--all-containers',
    '--prefix',
    '--tail=4',
    '--ignore-errors',
  ],
];
const MOST_LINES = 16;
const WIDEST = 240;

async function stateOf(slot: Slot, kubectl: readonly string[]): Promise<string> {
  const [enter, ...rest] = [...inNetwork(slot), ...kubectl];
  const answers = await Promise.all(
    QUESTIONS.map(async question => {
      const { stdout, stderr } = await attempt(enter as string, [...rest, ...question, '--request-timeout=10s'], {
        timeoutSeconds: 30,
      });
      return [`$ kubectl ${question.join(' ')}`, ...`${stdout}${stderr}`.trim().split('\n').slice(-MOST_LINES)];
    }),
  );
  return [`${slot.name}:`, ...deadOf(slot), ...answers.flat()]
    .map(line => line.replace(/ {3,}/g, '  ').slice(0, WIDEST))
    .join('\n');
}

/** Programs of the cluster that have ended, with the last line of their logs. A test may have ended some itself. */
function deadOf(slot: Slot): string[] {
  const alive = new Set(
    recorded(slot)
      .filter(isAlive)
      .map(({ name }) => name),
  );
  return readdirSync(logsOf(slot))
    .filter(log => !alive.has(log.replace(/\.log$/, '')))
    .map(log => `${log} of a program that has ended: ${lastLine(join(logsOf(slot), log))}`);
}
