// Waits until something holds. A probe that throws stops the waiting: what is only not there yet says false.
import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MILLISECONDS = 150;

export async function eventually(what: string, probe: () => Promise<boolean>, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await probe())) {
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain until ${what}`);
    await sleep(PAUSE_MILLISECONDS);
  }
}
