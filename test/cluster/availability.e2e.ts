// PRODUCTION on two nodes and on one: nobody notices when a pod goes, a node is drained, or another version rolls out.
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

/** Manifests of both versions, over one etcd and with one set of keys. */
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

/** Those that run and shall go on. */
async function podsOf(cluster: OwnCluster): Promise<Pod[]> {
  const { items } = JSON.parse(
    await cluster.kubectl(['get', 'pods', '--namespace=wardle', SELECTOR, '-o', 'json']),
  ) as { items: Pod[] };
  return items.filter(({ metadata, status }) => status.phase === 'Running' && metadata.deletionTimestamp === undefined);
}

const nodesOfPods = async (cluster: OwnCluster): Promise<string[]> =>
  (await podsOf(cluster)).map(({ spec }) => spec.nodeName).sort();

/** Requests from before to after; every failure counts. */
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

  test('start on one node each', onePerNode);

  test('a pod is deleted', async () => {
    const [pod] = await podsOf(cluster);
    await underLoad(cluster, 'a pod deleted', async () => {
      await cluster.kubectl(['delete', 'pod', pod!.metadata.name, '--namespace=wardle']);
      await rolledOut(cluster);
    });
    await onePerNode();
  });

  // kube-apiserver does not repeat a request that broke, and goes on dialling the pod until its endpoint is known to be
  // gone or the server is back. How many requests that costs, and for how long, is the machine's business. It is over
  // when the kubelet calls the server ready once more: from then on it listens, and whoever is late to take the pod out
  // of the Service does no harm. So the last failure is before that.
  test('a server that is killed without notice costs requests until it is back, and none after that', async () => {
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

  test('another version rolls out, and one pod runs on each node again', async () => {
    await underLoad(cluster, 'another image rolled out', async () => {
      await cluster.kubectl(['apply', '-f', manifests.next]);
      await rolledOut(cluster);
    });
    expect((await podsOf(cluster)).map(({ spec }) => spec.containers[0]?.image)).toEqual([NEXT, NEXT]);
    await onePerNode();
  });

  test('a node is drained, and gets its pod back at the next roll-out', async () => {
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

  test('APIServices are deleted first: namespaces end and no broken entry stays', async () => {
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

  test('both run', async () => {
    await deploy(cluster, manifests.now);
    expect(await nodesOfPods(cluster)).toEqual(['node1', 'node1']);
  });

  test('and roll out', async () => {
    await underLoad(cluster, 'one node: another image rolled out', async () => {
      await cluster.kubectl(['apply', '-f', manifests.next]);
      await rolledOut(cluster);
    });
  });
});
