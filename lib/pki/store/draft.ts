import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder by folder: Node's own `recursive` says "no such file" of a read-only disk. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    return;
  }
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) {
      throw error; // Nobody else made it meanwhile.
    }
  }
}

/** A name that says whose it is, should the process be killed. */
export function draftOf(folder: string, name: string): string {
  return join(folder, `.${name}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
}

/** A file that is there whole or not at all. */
export function writeWhole(file: string, name: string, text: string, mode?: number): void {
  const draft = draftOf(dirname(file), name);
  try {
    writeFileSync(draft, text, { mode });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Drafts of processes that were killed. They hold keys that nothing refers to. */
export function removeAbandoned(folder: string): void {
  for (const entry of readdirSync(folder)) {
    const [, pid] = /^\..+\.(\d+)\.[0-9a-f]+\.tmp$/.exec(entry) ?? [];
    // One with our own number is of an earlier process: in a container every process may have the same.
    if (pid !== undefined && (Number(pid) === process.pid || !isRunning(Number(pid)))) {
      rmSync(join(folder, entry), { recursive: true, force: true });
    }
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
