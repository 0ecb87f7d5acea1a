import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AggregationLayer, KubeadmApiVersion } from 'cdk8s-extension-api-server';

export const GOLDENS = join(__dirname, 'goldens');
export const STORIES = readdirSync(GOLDENS).sort();

/** Where the example of a kind cluster finds the files on the machine that runs kind. */
const KIND_FOLDER = './front-proxy';

/** Every form that a layer has, by file name; the refusals together in one file. */
export function forms(layer: AggregationLayer): Map<string, string> {
  const files = new Map<string, string>();
  const refused: string[] = [];
  const form = (file: string, yield_: () => string): void => {
    try {
      files.set(file, yield_());
    } catch (error) {
      refused.push((error as Error).message);
    }
  };
  const hasFiles = layer.hostFiles.length > 0 || attempt(() => layer.flags());
  form('flags.txt', () => `${layer.flags().join('\n')}\n`);
  form('kubeadm-v1beta3.yaml', () => layer.kubeadm({ apiVersion: KubeadmApiVersion.V1BETA3 }));
  form('kubeadm-v1beta4.yaml', () => layer.kubeadm());
  form('kind.yaml', () => layer.kind(hasFiles ? { hostDirectory: KIND_FOLDER } : {}));
  form(AggregationLayer.STATIC_POD_PATCH_FILE, () => layer.staticPodPatch());
  form('k3s.yaml', () => layer.k3s());
  form('rke2.yaml', () => layer.rke2());
  form('talos.yaml', () => layer.talos());
  if (refused.length > 0) {
    files.set('refused.txt', `${refused.join('\n')}\n`);
  }
  return files;
}

function attempt(what: () => unknown): boolean {
  try {
    what();
    return true;
  } catch {
    return false;
  }
}

export function layerOf(story: string): AggregationLayer {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require(join(GOLDENS, story, 'layer')) as { layer: AggregationLayer }).layer;
}
