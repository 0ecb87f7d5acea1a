import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { draftOf, isRunning } from './draft';

/** Thrown where another process is at it. */
export class Locked extends Error {
  constructor(
    readonly file: string,
    readonly pid: string,
  ) {
    super(`locked by process ${pid}`);
  }
}

/**
 * Holds a file with our process number while something is changed that no single rename can change. It appears
 * complete, by a link, which fails where there is one; that of a process which was killed is taken away.
 */
export function locked(file: string, change: () => void): void {
  const own = draftOf(dirname(file), 'lock');
  writeFileSync(own, String(process.pid));
  try {
    acquire(own, file);
    try {
      change();
    } finally {
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

function acquire(own: string, file: string): void {
  for (;;) {
    try {
      linkSync(own, file);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
    }
    removeStale(file);
  }
}

/**
 * By another name first: of two processes that find it stale only one gets it, and sees whether it was the stale one
 * after all.
 */
function removeStale(file: string): void {
  const holder = holderOf(file);
  if (holder !== undefined && isAlive(holder)) {
    throw new Locked(file, holder);
  }
  const aside = draftOf(dirname(file), 'stale');
  try {
    renameSync(file, aside);
  } catch {
    return; // Somebody else was faster: look again.
  }
  const taken = holderOf(aside);
  try {
    if (taken !== undefined && isAlive(taken)) {
      linkSync(aside, file);
    }
  } catch {
    // A third one has it by now: whoever changes something looks at it once more before it counts.
  } finally {
    rmSync(aside, { force: true });
  }
}

function holderOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** One with our own number is of an earlier process: we do not hold it. */
function isAlive(pid: string): boolean {
  return Number(pid) !== process.pid && Number.isInteger(Number(pid)) && Number(pid) > 0 && isRunning(Number(pid));
}
