// Ctrl-C, a polite kill and a closed terminal end what this process started before they end the process.
import { tearDownOwned } from './teardown';

const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

export function tearDownOnSignals(): void {
  let ending = false;
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      process.stderr.write(`\n${signal}: ending the cluster\n`);
      void tearDownOwned().finally(() => process.exit(128 + number));
    });
  }
}
