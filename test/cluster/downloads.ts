// Does again what a broken download ended: one lost connection of some hundred shall not end a run. Go keeps what it
// has, so that it goes on from there.
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from './command';

const ATTEMPTS = 4;
const PAUSE_SECONDS = 5;

/** Of the network, as Go's HTTP client and the module proxies say it. Whatever else Go says, it would say again. */
const BROKEN =
  /dial tcp|i\/o timeout|connection (reset|refused|timed out)|TLS handshake timeout|unexpected EOF|no such host|server misbehaving|stream error|: (429|5\d\d) [A-Z]|Client\.Timeout/;

export async function downloading<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof CommandError) || !BROKEN.test(error.stdout + error.stderr))
        throw error;
      process.stderr.write(`${error.message}; trying again\n`);
      await sleep(attempt * PAUSE_SECONDS * 1000);
    }
  }
}
