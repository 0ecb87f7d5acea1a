// Retries work that a broken download has ended: a run makes hundreds of downloads. Go keeps the finished ones.
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from './command';

const ATTEMPTS = 4;
const PAUSE_SECONDS = 5;

/** Network errors of Go's HTTP client and of module proxies. Other errors would come again. */
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
