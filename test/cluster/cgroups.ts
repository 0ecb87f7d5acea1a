// The pods of each node have a cgroup of their own: two kubelets that share one treat each other's pods as orphans and
// kill them. https://kubernetes.io/docs/concepts/architecture/cgroups/
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './eventually';
import type { Slot } from './slot';

const MOUNT = '/sys/fs/cgroup';

/** Prefix of the names of a cluster's cgroups; the node's number follows. */
export const nodeCgroups = (slot: Slot) => `${slot.name}-node`;

export async function makeCgroup(name: string): Promise<void> {
  for (const hierarchy of await hierarchies()) {
    const folder = join(hierarchy, name);
    await mkdir(folder, { recursive: true });
    // cgroup v1 accepts no process in a cpuset without processors and memory nodes; v2 inherits them.
    for (const file of ['cpuset.cpus', 'cpuset.mems']) {
      if (existsSync(join(hierarchy, file))) writeFileSync(join(folder, file), readFileSync(join(hierarchy, file)));
    }
  }
}

/** The processes in all cgroups whose name starts with the prefix, and below them. */
export async function pidsInCgroups(prefix: string): Promise<number[]> {
  const pids = new Set<number>();
  for (const folder of await foldersBelow(prefix)) {
    for (const pid of linesOf(join(folder, 'cgroup.procs'))) pids.add(Number(pid));
  }
  return [...pids];
}

export async function removeCgroups(prefix: string): Promise<void> {
  // Innermost first, with rmdir: a cgroup's files cannot be removed. A process that has ended disappears from the list
  // a moment before the cgroup can be removed:
  // https://github.com/torvalds/linux/blob/v6.1/kernel/cgroup/cgroup.c (css_task_iter_advance)
  for (const folder of (await foldersBelow(prefix)).reverse())
    await eventually(`${folder} is removed`, () => removed(folder));
}

async function removed(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EBUSY') throw error;
    return code === 'ENOENT';
  }
}

export async function cgroupsNamed(prefix: string): Promise<string[]> {
  const found = await Promise.all(
    (await hierarchies()).map(async hierarchy =>
      (await readdir(hierarchy)).filter(name => name.startsWith(prefix)).map(name => join(hierarchy, name)),
    ),
  );
  return found.flat();
}

/** One folder a controller for cgroup v1; the mount itself for v2. */
async function hierarchies(): Promise<string[]> {
  if (existsSync(join(MOUNT, 'cgroup.controllers'))) return [MOUNT];
  const folders = (await readdir(MOUNT)).map(name => realpathSync(join(MOUNT, name)));
  return [...new Set(folders)].filter(folder => existsSync(join(folder, 'cgroup.procs')));
}

async function foldersBelow(prefix: string): Promise<string[]> {
  const found: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    found.push(folder);
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (entry.isDirectory()) await walk(join(folder, entry.name));
    }
  };
  for (const folder of await cgroupsNamed(prefix)) await walk(folder);
  return found;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => line !== '');
  } catch {
    return [];
  }
}
