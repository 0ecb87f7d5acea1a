// The folders of builds that are not complete. Each is named for its build, its start and its writer, so that another
// process can wait for the build instead of repeating it, and can remove what a killed process left.
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CACHE } from './folders';
import { type ProcessIdentity, identify, isAlive } from './process-identity';

interface UnfinishedBuild {
  readonly folder: string;
  readonly name: string;
  readonly started: number;
  readonly writer: ProcessIdentity;
}

/** Longer than any build takes. */
const ABANDONED = 12 * 60 * 60 * 1000;
const FOLDER = /^(.+)\.(\d+)-(\d+)-(\d+)-[0-9a-f]{8}$/;

export function newBuildFolder(path: string): string {
  const { pid, startTime } = identify(process.pid) as ProcessIdentity;
  return `${path}.${Date.now()}-${pid}-${startTime}-${randomUUID().slice(0, 8)}`;
}

/** Whether a process that is alive began the same build before this folder was made. */
export function isBuiltElsewhere(path: string, folder: string): boolean {
  const same = unfinishedBuilds(dirname(path)).filter(({ name }) => name === basename(path));
  const own = same.find(build => build.folder === folder);
  return same.some(({ started, writer }) => own !== undefined && started < own.started && isAlive(writer));
}

/** For a process that is about to exit. */
export function removeOwnBuildFolders(): void {
  for (const { folder, writer } of everywhere())
    if (writer.pid === process.pid) rmSync(folder, { recursive: true, force: true });
}

/** Removes what killed processes left. A writer that is not seen alive may run in another container. */
export async function removeAbandonedBuildFolders(): Promise<void> {
  for (const { folder, writer } of everywhere()) {
    const changed = (await stat(folder).catch(() => undefined))?.mtimeMs;
    if (!isAlive(writer) && changed !== undefined && Date.now() - changed > ABANDONED)
      await rm(folder, { recursive: true, force: true });
  }
}

const everywhere = () => ['bin', 'images'].flatMap(name => unfinishedBuilds(join(CACHE, name)));

function unfinishedBuilds(parent: string): UnfinishedBuild[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent).flatMap(entry => {
    const [, name, started, pid, startTime] = FOLDER.exec(entry) ?? [];
    if (name === undefined || startTime === undefined) return [];
    return [{ folder: join(parent, entry), name, started: Number(started), writer: { pid: Number(pid), startTime } }];
  });
}
