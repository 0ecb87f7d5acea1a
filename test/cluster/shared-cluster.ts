// One cluster for all suites of a process that use `openCluster`: they leave a cluster as they found it. jest loads this
// module once in each process, with the environment; the suites find it in their globals.
import { type OwnCluster, startCluster } from './cluster';

const LISTED = 'namespaces,apiservices,clusterroles,clusterrolebindings,customresourcedefinitions';

interface Shared {
  readonly cluster: OwnCluster;
  readonly objects: string;
}

let shared: Promise<Shared> | undefined;

/** Where the environment puts `openSharedCluster` into the globals of a suite. */
export const SHARED = Symbol.for('shared cluster');

/** `stop` of the cluster throws if the suite has left objects; the next suite then gets a new cluster. */
export async function openSharedCluster(): Promise<OwnCluster> {
  shared ??= start();
  try {
    const { cluster, objects } = await shared;
    return { ...cluster, stop: () => release(cluster, objects) };
  } catch (error) {
    shared = undefined;
    throw error;
  }
}

async function start(): Promise<Shared> {
  const cluster = await startCluster({ nodes: 1, name: 'a cluster for several suites' });
  return { cluster, objects: await objectsIn(cluster) };
}

async function release(cluster: OwnCluster, before: string): Promise<void> {
  const left = (await objectsIn(cluster)).split('\n').filter(name => !before.split('\n').includes(name));
  if (left.length === 0) return;
  shared = undefined;
  await cluster.stop();
  throw new Error(`the suite must leave the cluster as it was, got ${left.join(', ')}; delete them in afterAll`);
}

async function objectsIn(cluster: OwnCluster): Promise<string> {
  const clusterWide = await cluster.kubectl(['get', LISTED, '-o', 'name']);
  return clusterWide + (await cluster.kubectl(['get', 'rolebindings', '--namespace=kube-system', '-o', 'name']));
}
