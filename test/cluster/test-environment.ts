// jest's Node environment. When a test fails it prints the state of the clusters, which are gone afterwards.
import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import { runningClusters } from './cluster-state';
import { recordFailure } from './failures';
import { SHARED, openSharedCluster } from './shared-cluster';
import { exitOnSignals } from './signals';

const MOST_LINES = 30;

export default class ClusterEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    if (!process.env['E2E_KUBECONFIG']) exitOnSignals();
    (this.global as Record<symbol, unknown>)[SHARED] = openSharedCluster;
  }

  async handleTestEvent(event: Circus.Event): Promise<void> {
    if (event.name !== 'test_fn_failure' && event.name !== 'hook_failure') return;
    const where = event.test ?? (event.name === 'hook_failure' ? event.hook.parent : undefined);
    const message = messageOf(event.error).split('\n').slice(0, MOST_LINES).join('\n');
    // The clusters of the suite, and the shared one.
    const running = [this.global, globalThis].flatMap(globals => [...runningClusters(globals).values()]);
    const states = await Promise.all(running.map(state => state().catch((error: Error) => error.message)));
    // The message last: readers of a log look at its end first.
    const report = [
      ...states,
      `● ${pathOf(where).join(' › ')}${event.name === 'hook_failure' ? ` (${event.hook.type})` : ''}`,
      message,
    ].join('\n');
    process.stderr.write(`\n${report}\n`);
    recordFailure(report);
  }
}

function pathOf(where: Circus.TestEntry | Circus.DescribeBlock | undefined): string[] {
  return where === undefined || where.name === 'ROOT_DESCRIBE_BLOCK' ? [] : [...pathOf(where.parent), where.name];
}

function messageOf(error: unknown): string {
  // A test's Error is not an instance of this realm's Error.
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : String(error);
}
