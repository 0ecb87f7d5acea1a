// Ctrl-C, a polite kill and a closed terminal end what this process started before they end the process.
import { eventually } from './eventually';
import { attachedDescendants, isAlive, kill } from './process-identity';
import { tearDownOwned } from './teardown';

const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

export function tearDownOnSignals(): void {
  let ending = false;
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      process.stderr.write(`\n${signal}: ending the cluster\n`);
      // A compiler would go on for minutes, and whoever waits for it removes what it has begun.
      const children = attachedDescendants();
      children.forEach(child => kill(child, 'SIGINT'));
      const ended = eventually('children end', () => Promise.resolve(!children.some(isAlive)), 5);
      void Promise.allSettled([tearDownOwned(), ended]).then(() => process.exit(128 + number));
    });
  }
}
