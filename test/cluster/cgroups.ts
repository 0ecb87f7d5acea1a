// Each node's pods live below a cgroup of their own: two kubelets that share one take each other's pods for orphans and
// kill them. https://kubernetes.io/docs/concepts/architecture/cgroups/
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './eventually';
import type { Slot } from './slot';

const MOUNT = '/sys/fs/cgroup';

/** What the names of a cluster's cgroups start with; the number of the node follows. */
export const nodeCgroups = (slot: Slot) => `${slot.name}-node`;

export async function makeCgroup(name: string): Promise<void> {
  for (const hierarchy of await hierarchies()) {
    const folder = join(hierarchy, name);
    await mkdir(folder, { recursive: true });
    // Version 1 accepts no process in a cpuset that says nothing about processors and memory; version 2 inherits them.
    for (const file of ['cpuset.cpus', 'cpuset.mems']) {
      if (existsSync(join(hierarchy, file))) writeFileSync(join(folder, file), readFileSync(join(hierarchy, file)));
    }
  }
}

/** Every process of every cgroup below those whose name starts with the prefix. */
export async function pidsInCgroups(prefix: string): Promise<number[]> {
  const pids = new Set<number>();
  for (const folder of await foldersBelow(prefix)) {
    for (const pid of linesOf(join(folder, 'cgroup.procs'))) pids.add(Number(pid));
  }
  return [...pids];
}

export async function removeCgroups(prefix: string): Promise<void> {
  // Innermost first, and with rmdir alone: a cgroup's files cannot be removed and need not be. A process that ends is
  // no longer listed a moment before it counts no longer:
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

/** On version 1 one folder a controller, on version 2 the mount itself. */
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
