// Waits until a condition holds. A probe returns false while it does not hold yet; an exception ends the wait.
import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MILLISECONDS = 150;
/**
 * Many times what a busy machine takes, so that no test fails for being slow. It costs nothing if all goes well.
 */
export const PATIENCE_SECONDS = 300;

export async function eventually(
  what: string,
  probe: () => Promise<boolean>,
  seconds = PATIENCE_SECONDS,
): Promise<void> {
  // Monotonic, unlike the time of day.
  const end = performance.now() + seconds * 1000;
  while (!(await probe())) {
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain until ${what}`);
    await sleep(PAUSE_MILLISECONDS);
  }
}
