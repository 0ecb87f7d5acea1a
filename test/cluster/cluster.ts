// Starts and ends a cluster. Several can run side by side.
import { join } from 'node:path';
import { APISERVER_PORT, type Addresses } from './addresses';
import type { Aggregation } from './aggregation';
import { KUBE, KUBECTL, PAUSE, kubeApiserver } from './binaries';
import { archive, built } from './builds';
import { nodeCgroups, pidsInCgroups } from './cgroups';
import { forgetState, watchState } from './cluster-state';
import { type CommandOptions, run } from './command';
import { type ControlPlane, startControlPlane, startControllers } from './control-plane';
import { type ExternalEtcd, startExternalEtcd } from './etcd';
import { eventually } from './eventually';
import { IMAGES, type ImageName } from './images';
import { type Cluster, clusterThrough } from './kubectl';
import { carriesServices, startKubeProxy } from './kube-proxy';
import { createNetwork, inNetwork, redirectKubernetesService } from './network';
import { type Node, startNode } from './node';
import { checkPrerequisites } from './prerequisites';
import { type Program, type RunningProcess, start } from './processes';
import { step } from './progress';
import { claimSlot } from './slot';
import { tearDown, tearDownAbandoned } from './teardown';
import { removeAbandonedBuildFolders } from './unfinished-builds';
import { NODE_VERSION } from './versions';
import { startWatchdog } from './watchdog';

export interface ClusterOptions {
  /** 0 starts kube-apiserver alone: it validates objects and runs no pods. */
  readonly nodes: 0 | 1 | 2;
  /** Version of kube-apiserver; can differ from the default only without nodes. */
  readonly version?: string;
  /**
   * false: only the `kubernetes` Service is reachable at its Service address.
   */
  readonly kubeProxy?: boolean;
  readonly aggregation?: Aggregation;
  readonly apiserverFlags?: readonly string[];
  /** Images on the nodes from the start; `load` imports more. */
  readonly images?: readonly ImageName[];
  /** Shown in the progress output. */
  readonly name?: string;
}

export interface OwnCluster extends Cluster {
  readonly version: string;
  /** A kubectl of the cluster's version. */
  readonly kubectlPath: string;
  readonly addresses: Addresses;
  /** Name of the network namespace: `nsenter --net=/run/netns/NAME` enters it. */
  readonly namespace: string;
  readonly nodes: readonly string[];
  /** Runs a command in the cluster's network. */
  inNamespace(command: string, args: readonly string[], options?: CommandOptions): Promise<string>;
  /** Starts a process in the cluster's network. It ends with the cluster, or when it is stopped. */
  start(program: Program): RunningProcess;
  /** Process ids of everything that runs in the cluster's pods. */
  pidsInPods(): Promise<number[]>;
  /** Imports an image of the kit into every node, also under a second name, for instance a new tag. */
  load(image: ImageName, alsoAs?: string): Promise<void>;
  /** Imports an OCI or Docker archive into every node, and returns the names of its images. */
  importArchive(file: string): Promise<string[]>;
  /** Starts an etcd beside the cluster that requires client certificates. */
  externalEtcd(name: string, port: number): Promise<ExternalEtcd>;
  /** Writes a kubeconfig for a user with this name and group. */
  kubeconfigFor(commonName: string, organization?: string): Promise<string>;
}

export const DEFAULT_IMAGES: readonly ImageName[] = ['pause', 'sample-apiserver', 'etcd'];

export async function startCluster(options: ClusterOptions): Promise<OwnCluster> {
  const { nodes, version = NODE_VERSION, images = DEFAULT_IMAGES } = options;
  if (nodes > 0 && version !== NODE_VERSION)
    throw new Error(
      `cluster: version must be ${NODE_VERSION} with nodes, got "${version}"; start other versions with nodes: 0`,
    );
  await checkPrerequisites();
  const kube = await built(KUBE);
  const kubectl = await built(KUBECTL);
  const pause = await built(PAUSE);
  const apiserver =
    version === NODE_VERSION ? ([kube, 'kube-apiserver'] as const) : ([await built(kubeApiserver(version))] as const);
  const onNodes = nodes === 0 ? [] : [...new Set<ImageName>(['pause', ...images])];
  for (const image of onNodes) await archive(IMAGES[image]);

  await removeAbandonedBuildFolders();
  await tearDownAbandoned();
  const slot = await claimSlot();
  const endWatchdog = startWatchdog(slot);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= (forgetState(slot), tearDown(slot).finally(endWatchdog)));
  const title = `starting ${options.name ?? 'a cluster'} (${nodes === 0 ? 'kube-apiserver alone' : `${nodes} node${nodes === 1 ? '' : 's'}`}, Kubernetes ${version}, ${slot.name})`;
  try {
    return await step(title, async () => {
      await createNetwork(slot);
      const control = await startControlPlane(slot, { ...options, kube, kubectl, apiserver });
      const running = await startNodes(control, onNodes, options, pause);
      const [enter, ...rest] = inNetwork(slot);
      // kubectl caches the APIs of an address for hours, and the next cluster has the same address.
      const withCache = [kubectl, `--cache-dir=${join(slot.folder, 'kubectl-cache')}`];
      const cluster = clusterThrough([...inNetwork(slot), ...withCache], control.kubeconfig, stop);
      watchState(slot, [...withCache, '--kubeconfig', control.kubeconfig]);
      for (const { name } of running) {
        await eventually(`${name} is registered`, async () => (await cluster.tryKubectl(['get', 'node', name])).ok);
        await cluster.waitFor(`node/${name}`, 'condition=Ready');
      }
      if (nodes > 0 && options.kubeProxy !== false) await carriesServices(slot);
      return {
        ...cluster,
        version,
        kubectlPath: kubectl,
        addresses: slot.addresses,
        namespace: slot.name,
        nodes: running.map(({ name }) => name),
        inNamespace: (command, args, how) => run(enter as string, [...rest, command, ...args], how),
        start: program => start(slot, program),
        pidsInPods: () => pidsInCgroups(nodeCgroups(slot)),
        load: async (image, alsoAs) => {
          await Promise.all(running.map(node => node.load(image, alsoAs)));
        },
        importArchive: async file => {
          const names = await Promise.all(running.map(node => node.importArchive(file)));
          return names[0] ?? [];
        },
        externalEtcd: (name, port) => startExternalEtcd(slot, kube, name, port),
        kubeconfigFor: control.kubeconfigFor,
      };
    });
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startNodes(
  control: ControlPlane,
  images: readonly ImageName[],
  options: ClusterOptions,
  pause: string,
): Promise<Node[]> {
  if (options.nodes === 0) return [];
  await startControllers(control);
  if (options.kubeProxy === false) await redirectKubernetesService(control.slot, APISERVER_PORT);
  else await startKubeProxy(control);
  const numbers = Array.from({ length: options.nodes }, (_, number) => number);
  return Promise.all(numbers.map(number => startNode(control, number, images, pause)));
}
