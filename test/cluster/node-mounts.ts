// A mount namespace for each node. It contains the mounts of containerd and the kubelet, and the sockets and links that
// they make at fixed paths, and ends with the last process of the node.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningProcess, ready, start } from './processes';
import type { Slot } from './slot';

/**
 * containerd keeps sockets and network namespaces below /run, CNI its results and the kubelet its plugins below
 * /var/lib, links to logs below /var/log.
 */
const PRIVATE_FOLDERS = ['/run', '/var/lib', '/var/log'];

/**
 * The kubelet sets these for the whole machine. Here it writes to files instead.
 * https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/cm/container_manager_linux.go (setupKernelTunables)
 */
const KERNEL_SETTINGS = [
  'vm/overcommit_memory',
  'vm/panic_on_oom',
  'kernel/panic',
  'kernel/panic_on_oops',
  'kernel/keys/root_maxkeys',
  'kernel/keys/root_maxbytes',
];

/** Starts a process that keeps the namespace open. */
export async function holdMounts(slot: Slot, node: string, folder: string, pause: string): Promise<RunningProcess> {
  const mounted = join(folder, 'mounted');
  const settings = join(folder, 'kernel');
  const script = [
    'set -e',
    ...PRIVATE_FOLDERS.map(path => `mount -t tmpfs -o mode=755 tmpfs ${path}`),
    `mkdir ${settings}`,
    ...KERNEL_SETTINGS.map(
      (setting, index) =>
        `cat /proc/sys/${setting} > ${settings}/${index}; mount --bind ${settings}/${index} /proc/sys/${setting}`,
    ),
    `touch ${mounted}`,
    `exec ${pause}`,
  ].join('\n');
  const running = start(slot, {
    name: `${node}-mounts`,
    command: 'unshare',
    args: ['--mount', '--propagation', 'slave', 'sh', '-c', script],
  });
  await ready(running, () => Promise.resolve(existsSync(mounted)));
  return running;
}
