// A network namespace for each cluster. No packet leaves it, and the machine's iptables stay unchanged.
import { existsSync } from 'node:fs';
import { run } from './command';
import type { Slot } from './slot';

export const namespaceFile = (slot: Slot) => `/run/netns/${slot.name}`;

/** Not `ip netns exec`: it mounts another /sys, in which the kubelet finds no cgroups. */
export const inNetwork = (slot: Slot): readonly string[] => ['nsenter', `--net=${namespaceFile(slot)}`, '--'];

export async function createNetwork(slot: Slot): Promise<void> {
  await run('ip', ['netns', 'add', slot.name]);
  const { nodes } = slot.addresses;
  // A veth pair with both ends here: Kubernetes needs an interface with an address and a default route.
  const commands = [
    'link set lo up',
    'link add machine type veth peer name machine-peer',
    ...nodes.map(address => `address add ${address}/24 dev machine`),
    'link set machine up',
    'link set machine-peer up',
    `route add default dev machine src ${slot.addresses.host}`,
  ];
  await run('ip', ['-n', slot.name, '-batch', '-'], { stdin: commands.join('\n') });
  await inNamespace(slot, 'sh', ['-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward']);
}

export async function inNamespace(
  slot: Slot,
  command: string,
  args: readonly string[],
  stdin?: string,
): Promise<string> {
  const [enter, ...rest] = inNetwork(slot);
  return run(enter as string, [...rest, command, ...args], { stdin });
}

export async function pidsInNetwork(slot: Slot): Promise<number[]> {
  return (await unlessGone(slot, ['netns', 'pids', slot.name]))
    .split('\n')
    .filter(line => line !== '')
    .map(Number);
}

export async function deleteNetwork(slot: Slot): Promise<void> {
  await unlessGone(slot, ['netns', 'delete', slot.name]);
}

/** The watchdog or the next start may delete the namespace at the same time. */
async function unlessGone(slot: Slot, command: readonly string[]): Promise<string> {
  const gone = () => !existsSync(namespaceFile(slot));
  if (gone()) return '';
  return run('ip', command).catch((error: Error) => {
    if (gone()) return '';
    throw error;
  });
}

/**
 * Routes the `kubernetes` Service to kube-apiserver in a cluster without kube-proxy. Pods need it.
 */
export async function redirectKubernetesService(slot: Slot, port: number): Promise<void> {
  const rule = [
    '-d',
    slot.addresses.kubernetesService,
    '-p',
    'tcp',
    '--dport',
    '443',
    '-j',
    'DNAT',
    '--to-destination',
    `${slot.addresses.host}:${port}`,
  ];
  for (const chain of ['PREROUTING', 'OUTPUT'])
    await inNamespace(slot, 'iptables', ['-t', 'nat', '-A', chain, ...rule]);
}
