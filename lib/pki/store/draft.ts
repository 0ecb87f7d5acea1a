import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder by folder: Node's own `recursive` reports "no such file" on a read-only disk. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    return;
  }
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) {
      throw error; // No other process made it meanwhile.
    }
  }
}

/** The name holds the process id, so that the draft can be removed if the process was killed. */
export function draftOf(folder: string, name: string): string {
  return join(folder, `.${name}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
}

/** The file appears whole or not at all. */
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

/** Removes drafts of killed processes. They may hold keys. */
export function removeAbandoned(folder: string): void {
  for (const entry of readdirSync(folder)) {
    const [, pid] = /^\..+\.(\d+)\.[0-9a-f]+\.tmp$/.exec(entry) ?? [];
    // A draft with this process id is from an earlier process: in a container the ids repeat.
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
