// PRODUCTION on two nodes and on one: no request fails when a pod is deleted, a node is drained, or a version rolls
// out.
import { ExtensionApiServer, Tls } from 'cdk8s-extension-api-server';
import { BUILD_LIMIT } from './builds';
import { type OwnCluster, startCluster } from './cluster';
import { deploy, FLUNDERS, newKeyFolder, storageIn, synthesize, WARDLE } from './deployed';
import { PATIENCE_SECONDS, eventually } from './eventually';
import { describeOwnCluster } from './existing-cluster';
import { recordFigure } from './figures';
import { type Load, startLoad } from './load';
import { commandLine } from './process-identity';
import { rolledOut } from './rolled-out';

const SELECTOR = '--selector=app.kubernetes.io/name=wardle';
const NEXT = 'registry.k8s.io/e2e-test-images/sample-apiserver:next';

/** Manifests of two versions that share an etcd and keys. */
async function versionsOn(cluster: OwnCluster): Promise<{ readonly now: string; readonly next: string }> {
  await cluster.load('sample-apiserver', NEXT);
  const storage = storageIn(await cluster.externalEtcd('availability-etcd', 12379), '/registry/availability');
  const directory = newKeyFolder();
  const folder = (image: string) =>
    synthesize(
      chart =>
        new ExtensionApiServer(chart, 'wardle', { ...WARDLE, image, storage, tls: Tls.generated({ directory }) }),
    );
  return { now: folder(WARDLE.image), next: folder(NEXT) };
}

interface Pod {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName: string; readonly containers: readonly { readonly image: string }[] };
  readonly status: {
    readonly phase: string;
    readonly containerStatuses: readonly { readonly ready: boolean; readonly restartCount: number }[];
  };
}

/** Running pods that are not being deleted. */
async function podsOf(cluster: OwnCluster): Promise<Pod[]> {
  const { items } = JSON.parse(
    await cluster.kubectl(['get', 'pods', '--namespace=wardle', SELECTOR, '-o', 'json']),
  ) as { items: Pod[] };
  return items.filter(({ metadata, status }) => status.phase === 'Running' && metadata.deletionTimestamp === undefined);
}

const nodesOfPods = async (cluster: OwnCluster): Promise<string[]> =>
  (await podsOf(cluster)).map(({ spec }) => spec.nodeName).sort();

/** Sends requests before, during and after the change, and expects no failure. */
async function underLoad(cluster: OwnCluster, what: string, change: () => Promise<void>): Promise<void> {
  const load: Load = await startLoad(cluster, { path: FLUNDERS, connections: 4 });
  await load.reached(200);
  await change();
  await load.reached(load.soFar().requests + 500);
  const report = await load.stop();
  recordFigure({ what, ...report });
  expect(report).toMatchObject({ failures: 0, firstFailures: [], answers: { 200: report.requests } });
}

describeOwnCluster('two replicas on two nodes', () => {
  let cluster: OwnCluster;
  let manifests: Awaited<ReturnType<typeof versionsOn>>;
  beforeAll(async () => {
    cluster = await startCluster({ nodes: 2, name: 'availability' });
    manifests = await versionsOn(cluster);
    await deploy(cluster, manifests.now);
  }, BUILD_LIMIT);
  afterAll(() => cluster?.stop());
  const onePerNode = () =>
    eventually('one pod runs on each node', async () => (await nodesOfPods(cluster)).join() === 'node1,node2');

  test('run on one node each', onePerNode);

  test('a pod is deleted: no request fails', async () => {
    const [pod] = await podsOf(cluster);
    await underLoad(cluster, 'a pod deleted', async () => {
      await cluster.kubectl(['delete', 'pod', pod!.metadata.name, '--namespace=wardle']);
      await rolledOut(cluster);
    });
    await onePerNode();
  });

  // kube-apiserver does not repeat a broken request, and dials the pod until the endpoint is removed or the server is
  // back. The number of failures depends on the machine, but none may come after the server is ready again.
  test('a server is killed with SIGKILL: requests fail until it is ready again, and none after that', async () => {
    const statuses = async () => (await podsOf(cluster)).flatMap(({ status }) => status.containerStatuses);
    const restarts = async () => (await statuses()).reduce((all, { restartCount }) => all + restartCount, 0);
    const before = await restarts();
    const load = await startLoad(cluster, { path: FLUNDERS, connections: 4 });
    await load.reached(200);
    const server = (await cluster.pidsInPods()).find(pid => commandLine(pid)[0] === '/sample-apiserver');
    const killed = Date.now();
    process.kill(server!, 'SIGKILL');
    await eventually(
      'the kubelet has started the server again, and both are ready',
      async () => (await restarts()) > before && (await statuses()).every(({ ready }) => ready),
    );
    const back = Date.now();
    await load.reached(load.soFar().requests + 3000);
    const report = await load.stop();
    const { lastFailureAt = killed } = report;
    recordFigure({ what: 'a server killed without notice', ...report });
    recordFigure({
      what: 'a server killed without notice, until the last failure',
      failures: report.failures,
      seconds: (lastFailureAt - killed) / 1000,
    });
    recordFigure({ what: 'a server killed without notice, until it is ready again', seconds: (back - killed) / 1000 });
    expect({ firstFailures: report.firstFailures, lastWhileAway: lastFailureAt < back }).toEqual({
      firstFailures: report.firstFailures,
      lastWhileAway: true,
    });
    await underLoad(cluster, 'after that', () => Promise.resolve());
  });

  test('another version rolls out: no request fails, and one pod runs on each node', async () => {
    await underLoad(cluster, 'another image rolled out', async () => {
      await cluster.kubectl(['apply', '-f', manifests.next]);
      await rolledOut(cluster);
    });
    expect((await podsOf(cluster)).map(({ spec }) => spec.containers[0]?.image)).toEqual([NEXT, NEXT]);
    await onePerNode();
  });

  test('a node is drained: no request fails, and the next roll-out puts a pod on it again', async () => {
    await underLoad(cluster, 'a node drained', async () => {
      await cluster.kubectl([
        'drain',
        'node2',
        '--ignore-daemonsets',
        '--delete-emptydir-data',
        `--timeout=${PATIENCE_SECONDS}s`,
      ]);
      await rolledOut(cluster);
    });
    await eventually(
      'both pods run on the other node',
      async () => (await nodesOfPods(cluster)).join() === 'node1,node1',
    );
    await cluster.kubectl(['uncordon', 'node2']);
    await underLoad(cluster, 'rolled out after the drain', async () => {
      await cluster.kubectl(['apply', '-f', manifests.now]);
      await rolledOut(cluster);
    });
    await onePerNode();
  });

  test('APIServices are deleted first: namespaces are deleted, and no APIService stays unavailable', async () => {
    await cluster.kubectl(['create', 'namespace', 'bystander']);
    await cluster.kubectl(['delete', 'apiservices', SELECTOR]);
    await cluster.kubectl(['delete', '-f', manifests.now, '--ignore-not-found', `--timeout=${PATIENCE_SECONDS}s`]);
    await cluster.kubectl(['delete', 'namespace', 'bystander', `--timeout=${PATIENCE_SECONDS}s`]);
    const broken = await cluster.kubectl([
      'get',
      'apiservices',
      '-o',
      'jsonpath={range .items[*]}{.metadata.name} {.status.conditions[?(@.type=="Available")].status}{"\\n"}{end}',
    ]);
    expect(
      broken
        .trim()
        .split('\n')
        .filter(line => !line.endsWith(' True')),
    ).toEqual([]);
  });
});

describeOwnCluster('two replicas on the only node', () => {
  let cluster: OwnCluster;
  let manifests: Awaited<ReturnType<typeof versionsOn>>;
  beforeAll(async () => {
    cluster = await startCluster({ nodes: 1, name: 'one node' });
    manifests = await versionsOn(cluster);
  }, BUILD_LIMIT);
  afterAll(() => cluster?.stop());

  test('run on it', async () => {
    await deploy(cluster, manifests.now);
    expect(await nodesOfPods(cluster)).toEqual(['node1', 'node1']);
  });

  test('roll out, and no request fails', async () => {
    await underLoad(cluster, 'one node: another image rolled out', async () => {
      await cluster.kubectl(['apply', '-f', manifests.next]);
      await rolledOut(cluster);
    });
  });
});
