// Node as Jest's own environment has it, which moreover tells of a test that fails what the clusters look like at that
// moment: afterwards they are gone.
import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import { recordFailure } from './failures';

const MOST_LINES = 30;

export default class ClusterEnvironment extends TestEnvironment {
  async handleTestEvent(event: Circus.Event): Promise<void> {
    if (event.name !== 'test_fn_failure' && event.name !== 'hook_failure') return;
    const where = event.test ?? (event.name === 'hook_failure' ? event.hook.parent : undefined);
    const message = messageOf(event.error).split('\n').slice(0, MOST_LINES).join('\n');
    const running = ((this.global as Record<symbol, unknown>)[Symbol.for('running clusters')] ??
      new Map()) as ReadonlyMap<number, () => Promise<string>>;
    const states = await Promise.all(
      [...running.values()].map(state => state().catch((error: Error) => error.message)),
    );
    // The message last, because the end of a log is what is read first, and often alone.
    const told = [
      ...states,
      `● ${pathOf(where).join(' › ')}${event.name === 'hook_failure' ? ` (${event.hook.type})` : ''}`,
      message,
    ].join('\n');
    process.stderr.write(`\n${told}\n`);
    recordFailure(told);
  }
}

function pathOf(where: Circus.TestEntry | Circus.DescribeBlock | undefined): string[] {
  return where === undefined || where.name === 'ROOT_DESCRIBE_BLOCK' ? [] : [...pathOf(where.parent), where.name];
}

function messageOf(error: unknown): string {
  // What was thrown in a test is an Error of another realm than ours.
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : String(error);
}
