// Starts a node: its mounts, containerd with images, and its kubelet.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Containerd, startContainerd } from './containerd';
import type { ControlPlane } from './control-plane';
import type { ImageName } from './images';
import { startKubelet } from './kubelet';
import { holdMounts } from './node-mounts';

export interface Node extends Pick<Containerd, 'load' | 'importArchive'> {
  readonly name: string;
}

/** The node may not be registered yet when this returns. */
export async function startNode(
  control: ControlPlane,
  number: number,
  images: readonly ImageName[],
  pause: string,
): Promise<Node> {
  const folder = join(control.slot.folder, `node${number + 1}`);
  mkdirSync(folder, { recursive: true });
  const mounts = await holdMounts(control.slot, `node${number + 1}`, folder, pause);
  const containerd = await startContainerd(control.slot, number, folder, mounts);
  for (const image of images) await containerd.load(image);
  const name = await startKubelet(control, number, folder, containerd, mounts);
  return { name, load: containerd.load, importArchive: containerd.importArchive };
}
