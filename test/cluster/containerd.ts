// Runs containerd for one node, independent of a containerd of the machine: own folders, own socket, own pod network.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archive } from './builds';
import { attempt } from './command';
import { IMAGES, type ImageName } from './images';
import { inNetwork } from './network';
import { type RunningProcess, ready, start } from './processes';
import type { Slot } from './slot';

export interface Containerd {
  readonly socket: string;
  /** Imports an image of the kit, also under a second name. */
  load(image: ImageName, alsoAs?: string): Promise<void>;
  /** Imports an OCI or Docker archive, and returns the names of its images. */
  importArchive(file: string): Promise<string[]>;
}

export async function startContainerd(
  slot: Slot,
  node: number,
  folder: string,
  mounts: RunningProcess,
): Promise<Containerd> {
  const name = `node${node + 1}`;
  mkdirSync(join(folder, 'cni'), { recursive: true });
  writeFileSync(join(folder, 'cni', '10-bridge.conflist'), JSON.stringify(cniConfig(slot, node, folder), null, 2));
  const socket = join(folder, 'containerd.sock');
  const config = join(folder, 'containerd.toml');
  writeFileSync(config, containerdConfig(node, folder, socket));
  const running = start(slot, {
    name: `${name}-containerd`,
    command: 'containerd',
    args: ['--config', config],
    mountsOf: mounts.pid,
  });
  const inNode = [...inNetwork(slot), 'nsenter', `--mount=/proc/${mounts.pid}/ns/mnt`, '--'];
  const ctrLine = (...args: string[]) => [...inNode, 'ctr', '--address', socket, '--namespace', 'k8s.io', ...args];
  const ctr = (...args: string[]) => {
    const [command, ...rest] = ctrLine(...args);
    return attempt(command as string, rest);
  };
  await ready(running, async () => (await ctr('version')).ok);

  const must = async (...args: string[]): Promise<void> => {
    const { ok, stderr } = await ctr(...args);
    if (!ok) throw new Error(`ctr ${args.join(' ')}: ${stderr.trim()}`);
  };
  return {
    socket,
    importArchive: async file => {
      // Through standard input: the node's mounts hide the machine's /run, /var/lib and /var/log.
      const { ok, stdout, stderr } = await attempt('sh', [
        '-c',
        '"$@" < "$0"',
        file,
        ...ctrLine('images', 'import', '-'),
      ]);
      if (!ok) throw new Error(`${file}: cannot be imported as an image archive: ${stderr.trim()}`);
      // One line an image: `unpacking example.com/server:1.0 (sha256:...)...done`
      return [...stdout.matchAll(/^unpacking (\S+)/gm)].map(([, name]) => name as string);
    },
    load: async (image, alsoAs) => {
      await must('images', 'import', await archive(IMAGES[image]));
      if (alsoAs !== undefined) await must('images', 'tag', '--force', IMAGES[image].reference, alsoAs);
    },
  };
}

/** https://github.com/containerd/containerd/blob/release/1.6/docs/cri/config.md */
function containerdConfig(node: number, folder: string, socket: string): string {
  return `
version = 2
root = "${folder}/containerd"
state = "${folder}/state"
# opt writes to /opt of the machine; the others need file systems that are not here.
disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]

[grpc]
  address = "${socket}"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${IMAGES.pause.reference}"
  disable_apparmor = true
  restrict_oom_score_adj = true
  stream_server_address = "127.0.0.1"
  stream_server_port = "${10010 + node}"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${folder}/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
`;
}

/**
 * One bridge for all nodes: they share the subnet and its gateway, and each assigns addresses of its own range.
 * https://www.cni.dev/plugins/current/main/bridge/
 */
function cniConfig(slot: Slot, node: number, folder: string): object {
  const { pods, podGateway, podRange } = slot.addresses;
  const { start: rangeStart, end: rangeEnd } = podRange(node);
  return {
    cniVersion: '0.4.0',
    name: 'pods',
    plugins: [
      {
        type: 'bridge',
        bridge: 'cni0',
        isGateway: true,
        ipMasq: true,
        hairpinMode: true,
        ipam: {
          type: 'host-local',
          dataDir: join(folder, 'addresses'),
          ranges: [[{ subnet: pods, rangeStart, rangeEnd, gateway: podGateway }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  };
}
