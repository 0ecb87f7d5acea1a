import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { draftOf, isRunning } from './draft';

/** Thrown if another process holds the lock. */
export class Locked extends Error {
  constructor(
    readonly file: string,
    readonly pid: string,
  ) {
    super(`locked by process ${pid}`);
  }
}

/**
 * Holds a file with this process id during a change that needs more than one rename. The file is created by a link,
 * which fails if it exists. The lock of a killed process is removed.
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

/** Renames the lock first: only one of two processes succeeds, and then checks that it has the stale one. */
function removeStale(file: string): void {
  const holder = holderOf(file);
  if (holder !== undefined && isAlive(holder)) {
    throw new Locked(file, holder);
  }
  const aside = draftOf(dirname(file), 'stale');
  try {
    renameSync(file, aside);
  } catch {
    return; // Another process was faster: look again.
  }
  const taken = holderOf(aside);
  try {
    if (taken !== undefined && isAlive(taken)) {
      linkSync(aside, file);
    }
  } catch {
    // A third process has the lock by now: every change checks the state once more before it counts.
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

/** A lock with this process id is from an earlier process: this one does not hold it. */
function isAlive(pid: string): boolean {
  return Number(pid) !== process.pid && Number.isInteger(Number(pid)) && Number(pid) > 0 && isRunning(Number(pid));
}
