// Waits until something holds. A probe that throws stops the waiting: what is only not there yet says false.
import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MILLISECONDS = 150;
/**
 * For what never comes. A limit costs nothing when all goes well, so it is many times what a busy machine takes: nobody
 * shall fail for being slow.
 */
export const PATIENCE_SECONDS = 300;

export async function eventually(
  what: string,
  probe: () => Promise<boolean>,
  seconds = PATIENCE_SECONDS,
): Promise<void> {
  // Not the time of day, which somebody may set meanwhile.
  const end = performance.now() + seconds * 1000;
  while (!(await probe())) {
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain until ${what}`);
    await sleep(PAUSE_MILLISECONDS);
  }
}
