// Lists what is left of a cluster on the machine.
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { cgroupsNamed, nodeCgroups } from './cgroups';
import { RUNS } from './folders';
import { namespaceFile } from './network';
import { allPids } from './process-identity';
import { CLUSTER_NAME, type Slot } from './slot';

export async function leftovers(slot: Slot): Promise<string[]> {
  return [
    ...allPids().flatMap(pid => processOf(slot, pid)),
    ...mountsOf(slot).map(mount => `mount ${mount}`),
    ...(existsSync(namespaceFile(slot)) ? [`network namespace ${slot.name}`] : []),
    ...(await cgroupsNamed(nodeCgroups(slot))).map(cgroup => `cgroup ${cgroup}`),
    ...(existsSync(slot.folder) ? [`folder ${slot.folder}`] : []),
  ];
}

/**
 * Where a cluster's mounts would appear if they leaked. /run/netns itself is mounted by the first `ip netns add` after
 * a boot, and stays.
 */
const OURS_IF_NEW = ['/run/netns', '/run/containerd', '/var/lib/kubelet', '/var/lib/cni', '/proc/sys', RUNS];

/** State of the machine that must be the same after a test. Other clusters are left out. */
export function footprint(): Record<string, string[]> {
  const names = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : []);
  return {
    'network namespaces': names('/run/netns').filter(name => !isCluster(name)),
    containerd: names('/run/containerd'),
    kubelet: names('/var/lib/kubelet'),
    cni: names('/var/lib/cni'),
    mounts: mounts()
      .filter(({ at, line }) => OURS_IF_NEW.some(folder => at.startsWith(`${folder}/`)) && !isCluster(line))
      .map(({ line }) => line)
      .sort(),
    kernel: ['vm/overcommit_memory', 'kernel/panic', 'net/ipv4/ip_forward'].map(
      name => `${name} ${readFileSync(`/proc/sys/${name}`, 'utf8').trim()}`,
    ),
  };
}

const isCluster = (text: string) => text.includes(CLUSTER_NAME);

function processOf(slot: Slot, pid: number): string[] {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const places = `${command} ${readlinkSync(`/proc/${pid}/cwd`)} ${readFileSync(`/proc/${pid}/cgroup`, 'utf8')}`;
    return places.includes(`${slot.folder}/`) || places.includes(nodeCgroups(slot))
      ? [`process ${pid} ${command}`]
      : [];
  } catch {
    return [];
  }
}

function mountsOf(slot: Slot): string[] {
  return mounts()
    .map(({ line }) => line)
    .filter(line => line.includes(`${slot.folder}/`));
}

/** https://man7.org/linux/man-pages/man5/fstab.5.html: the second field is the mount point. */
function mounts(): { readonly at: string; readonly line: string }[] {
  return readFileSync('/proc/self/mounts', 'utf8')
    .trim()
    .split('\n')
    .map(line => ({ at: line.split(' ')[1] ?? '', line }));
}
