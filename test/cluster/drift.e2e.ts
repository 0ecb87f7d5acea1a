// What we emit is what a cluster keeps: applied and read back, no field has another value, and applying it once more changes nothing.
import { type OwnCluster, startCluster } from './cluster';
import { differences } from './differences';
import { type EmittedObject, createNamespaces, emittedApps, isNamespace, listOf, nameOf } from './emitted-apps';
import { eventually } from './eventually';
import { describeOwnCluster } from './existing-cluster';
import { recordFigure } from './figures';
import { NODE_VERSION } from './versions';

const apps = emittedApps();

describeOwnCluster('nothing drifts', () => {
  let cluster: OwnCluster;
  let applied = 0;
  let started = 0;
  beforeAll(async () => {
    started = Date.now();
    cluster = await startCluster({ nodes: 0, name: 'drift' });
    await createNamespaces(cluster, apps);
  });
  afterAll(async () => {
    await cluster?.stop();
    recordFigure({ what: `objects applied and read back, Kubernetes ${NODE_VERSION}`, requests: applied, seconds: (Date.now() - started) / 1000 });
  });

  test.each(apps)('of $name', async ({ objects }) => {
    try {
      await cluster.apply(objects, '--server-side');
      const live = await settled(cluster, objects);
      expect(objects.flatMap((object, index) => differences(object, live[index]).map(line => `${nameOf(object)}: ${line}`))).toEqual([]);
      await cluster.apply(objects, '--server-side');
      expect(versions(await read(cluster, objects))).toEqual(versions(live));
      applied += objects.length;
    } finally {
      // Apps share names. Namespaces stay: without a controller manager none would ever be gone.
      await cluster.kubectl(['delete', '--ignore-not-found', '-f', '-'], { stdin: listOf(objects.filter(object => !isNamespace(object))) });
    }
  });
});

/** In the order in which they were asked for. */
async function read(cluster: OwnCluster, objects: readonly EmittedObject[]): Promise<EmittedObject[]> {
  const found = JSON.parse(await cluster.kubectl(['get', '-f', '-', '-o', 'json'], { stdin: listOf(objects) })) as { items: EmittedObject[] };
  expect(found.items.map(nameOf)).toEqual(objects.map(nameOf));
  return found.items;
}

/** kube-apiserver writes into the status of an APIService whether it is available, and a moment later why not. */
async function settled(cluster: OwnCluster, objects: readonly EmittedObject[]): Promise<EmittedObject[]> {
  let live = await read(cluster, objects);
  await eventually('nothing changes any more', async () => {
    const before = versions(live);
    live = await read(cluster, objects);
    return JSON.stringify(versions(live)) === JSON.stringify(before) && live.every(({ kind, status }) => kind !== 'APIService' || status !== undefined);
  });
  return live;
}

const versions = (objects: readonly EmittedObject[]): Record<string, string | undefined> =>
  Object.fromEntries(objects.map(object => [nameOf(object), object.metadata.resourceVersion]));
