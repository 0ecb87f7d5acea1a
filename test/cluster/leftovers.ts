// What of a cluster is still on the machine: nothing, once it has ended. Each line names one thing.
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { cgroupsNamed, nodeCgroups } from './cgroups';
import { namespaceFile } from './network';
import { allPids } from './process-identity';
import { CLUSTER_NAME, type Slot } from './slot';

export async function leftovers(slot: Slot): Promise<string[]> {
  return [
    ...allPids().flatMap(pid => processOf(slot, pid)),
    ...mountsOf(slot).map(mount => `mount ${mount}`),
    ...existsSync(namespaceFile(slot)) ? [`network namespace ${slot.name}`] : [],
    ...(await cgroupsNamed(nodeCgroups(slot))).map(cgroup => `cgroup ${cgroup}`),
    ...existsSync(slot.folder) ? [`folder ${slot.folder}`] : [],
  ];
}

/** What of the machine's own must be the same afterwards. Other clusters may come and go meanwhile. */
export function footprint(): Record<string, string[]> {
  const names = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : []);
  return {
    'network namespaces': names('/run/netns').filter(name => !isCluster(name)),
    'containerd': names('/run/containerd'),
    'kubelet': names('/var/lib/kubelet'),
    'cni': names('/var/lib/cni'),
    'mounts': readFileSync('/proc/self/mounts', 'utf8').trim().split('\n').filter(line => !isCluster(line)).sort(),
    'kernel': ['vm/overcommit_memory', 'kernel/panic', 'net/ipv4/ip_forward'].map(name => `${name} ${readFileSync(`/proc/sys/${name}`, 'utf8').trim()}`),
  };
}

const isCluster = (text: string) => text.includes(CLUSTER_NAME);

function processOf(slot: Slot, pid: number): string[] {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const places = `${command} ${readlinkSync(`/proc/${pid}/cwd`)} ${readFileSync(`/proc/${pid}/cgroup`, 'utf8')}`;
    return places.includes(`${slot.folder}/`) || places.includes(nodeCgroups(slot)) ? [`process ${pid} ${command}`] : [];
  } catch {
    return [];
  }
}

function mountsOf(slot: Slot): string[] {
  return readFileSync('/proc/self/mounts', 'utf8').split('\n').filter(line => line.includes(`${slot.folder}/`));
}
