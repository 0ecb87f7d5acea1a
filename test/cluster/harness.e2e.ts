// Tests the harness itself, so that a failure elsewhere is a failure of the library or of Kubernetes.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultAggregation } from './aggregation';
import { kubeApiserver } from './binaries';
import { BUILD_LIMIT, archive, built } from './builds';
import { type OwnCluster, startCluster } from './cluster';
import { answersFlunders } from './deployed';
import { eventually } from './eventually';
import { describeOwnCluster } from './existing-cluster';
import { recordFigure } from './figures';
import { REPOSITORY } from './folders';
import { frontProxyConfig } from './front-proxy-config';
import { IMAGES } from './images';
import { footprint, leftovers } from './leftovers';
import { startLoad } from './load';
import { allPids, commandLine } from './process-identity';
import { rolledOut } from './rolled-out';
import { type Slot, slotAt } from './slot';
import { UPSTREAM_SAMPLE } from './upstream-sample';
import { NEWEST_VERSION, NODE_VERSION, OLDEST_VERSION } from './versions';

/** As somebody else's image: no other test uses this name. */
const OWN = { ...IMAGES.pause, name: 'own', reference: 'registry.example.com/own/pause:1.0.0' };

let before: ReturnType<typeof footprint>;
beforeAll(() => {
  before = footprint();
});
const slotOf = (cluster: OwnCluster) => slotAt(Number(cluster.namespace.split('-').at(-1)));

describeOwnCluster('a cluster with two nodes', () => {
  let cluster: OwnCluster;
  beforeAll(async () => {
    const started = Date.now();
    cluster = await startCluster({ nodes: 2, name: 'two nodes' });
    recordFigure({ what: 'two nodes Ready', seconds: (Date.now() - started) / 1000 });
  }, BUILD_LIMIT);
  afterAll(() => cluster?.stop());

  test('has two Ready nodes of the expected version', async () => {
    const nodes = await cluster.kubectl(['get', 'nodes', '--no-headers']);
    expect(
      nodes
        .trim()
        .split('\n')
        .map(line => line.split(/\s+/))
        .map(([name, status, , , version]) => [name, status, version]),
    ).toEqual([
      ['node1', 'Ready', `v${NODE_VERSION}`],
      ['node2', 'Ready', `v${NODE_VERSION}`],
    ]);
  });

  test('runs the sample API server with the manifests that Kubernetes publishes', async () => {
    await cluster.apply(UPSTREAM_SAMPLE);
    await cluster.waitFor('deployment/wardle-server', 'condition=Available', '--namespace=wardle');
    await cluster.waitFor('apiservice/v1alpha1.wardle.example.com', 'condition=Available');
    await answersFlunders(cluster);
    // kubectl logs uses kube-apiserver's connection to the kubelet.
    expect(
      await cluster.kubectl(['logs', 'deployment/wardle-server', '--container=etcd', '--namespace=wardle']),
    ).toContain('serving client traffic');
  });

  test('a load without failures: every request is counted as 200', async () => {
    const load = await startLoad(cluster, { path: '/apis/wardle.example.com/v1alpha1/flunders' });
    await load.reached(500);
    const report = await load.stop();
    expect(report).toMatchObject({ failures: 0, firstFailures: [], answers: { 200: report.requests } });
    recordFigure({ what: 'sample API server, no changes', ...report });
  });

  test('a load on an unknown path: every request is counted as a failure', async () => {
    const load = await startLoad(cluster, { path: '/apis/wardle.example.com/v1alpha1/nothing', connections: 1 });
    await load.reached(10);
    const report = await load.stop();
    expect(report).toMatchObject({ failures: report.requests, answers: { 404: report.requests } });
    expect(report.firstFailures[0]).toMatch(/ 404 \{.*"reason":"NotFound"/);
  });

  test('a Deployment rolls out the same image under a new tag', async () => {
    const next = 'registry.k8s.io/e2e-test-images/sample-apiserver:next';
    await cluster.load('sample-apiserver', next);
    await cluster.kubectl(['-n', 'wardle', 'set', 'image', 'deployment/wardle-server', `wardle-server=${next}`]);
    await rolledOut(cluster, 'wardle-server');
  });

  test('runs an image of an archive on every node', async () => {
    expect(await cluster.importArchive(await archive(OWN))).toEqual([OWN.reference]);
    const pods = cluster.nodes.map(nodeName => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `own-${nodeName}`, namespace: 'default' },
      spec: { nodeName, containers: [{ name: 'own', image: OWN.reference }] },
    }));
    await cluster.apply(pods);
    for (const { metadata } of pods)
      await cluster.waitFor(`pod/${metadata.name}`, 'condition=Ready', '--namespace=default');
  });

  test('an etcd beside the cluster answers with a client certificate only', async () => {
    const { endpoint, caFile, client } = await cluster.externalEtcd('external-etcd', 12379);
    const healthWith = (...options: string[]) =>
      cluster.inNamespace(
        'openssl',
        [
          's_client',
          '-quiet',
          '-verify_return_error',
          '-CAfile',
          caFile,
          ...options,
          '-connect',
          endpoint.replace('https://', ''),
        ],
        { stdin: 'GET /health HTTP/1.0\r\n\r\n' },
      );
    expect(await healthWith('-cert', client.certFile, '-key', client.keyFile)).toContain('"health":"true"');
    await expect(healthWith()).rejects.toThrow('alert');
  });

  test('a second cluster runs beside it', async () => {
    const other = await startCluster({ nodes: 1, name: 'a second cluster', images: [] });
    try {
      expect(other.addresses.host).not.toBe(cluster.addresses.host);
      expect(await other.kubectl(['get', 'nodes', '-o', 'name'])).toBe('node/node1\n');
    } finally {
      await other.stop();
    }
    expect(await leftovers(slotOf(other))).toEqual([]);
    expect(await cluster.kubectl(['get', '--raw=/readyz'])).toBe('ok');
  });

  test('stopped: leaves no trace', async () => {
    await cluster.stop();
    expect(await leftovers(slotOf(cluster))).toEqual([]);
    expect(footprint()).toEqual(before);
  });
});

describeOwnCluster('a cluster without kube-proxy', () => {
  test('reaches the pod of an extension API server by aggregator routing', async () => {
    const cluster = await startCluster({
      nodes: 1,
      name: 'no kube-proxy',
      kubeProxy: false,
      apiserverFlags: ['--enable-aggregator-routing'],
    });
    try {
      await cluster.apply(UPSTREAM_SAMPLE);
      await cluster.waitFor('apiservice/v1alpha1.wardle.example.com', 'condition=Available');
      await answersFlunders(cluster);
    } finally {
      await cluster.stop();
    }
    expect(footprint()).toEqual(before);
  });
});

describeOwnCluster('kube-apiserver alone', () => {
  beforeAll(async () => {
    for (const version of [OLDEST_VERSION, NEWEST_VERSION]) await built(kubeApiserver(version));
  }, BUILD_LIMIT);

  test.each([OLDEST_VERSION, NODE_VERSION, NEWEST_VERSION])('answers at %s', async version => {
    const started = Date.now();
    const cluster = await startCluster({ nodes: 0, version, name: 'kube-apiserver alone' });
    try {
      expect(JSON.parse(await cluster.kubectl(['get', '--raw=/version']))).toMatchObject({ gitVersion: `v${version}` });
      recordFigure({ what: `kube-apiserver ${version} alone answers`, seconds: (Date.now() - started) / 1000 });
    } finally {
      await cluster.stop();
    }
  });
});

describeOwnCluster('kube-apiserver with front-proxy flags of a test', () => {
  test('publishes them to the extension API servers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'front-proxy-'));
    const { flags, files } = await defaultAggregation(folder);
    const changed = flags.map(flag =>
      flag.replace('X-Remote-User', 'X-Somebody').replace('=front-proxy-client', '=front-proxy-client,another'),
    );
    const cluster = await startCluster({ nodes: 0, aggregation: { flags: changed, files } });
    try {
      expect(await frontProxyConfig(cluster)).toMatchObject({
        'requestheader-username-headers': '["X-Somebody"]',
        'requestheader-allowed-names': '["front-proxy-client","another"]',
        'requestheader-client-ca-file': files['/etc/kubernetes/pki/front-proxy-ca.crt'],
      });
    } finally {
      await cluster.stop();
      rmSync(folder, { recursive: true });
    }
  });
});

describeOwnCluster('a cluster whose owner ends', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('by %s leaves no trace', async signal => {
    const { owner, slot } = await npmRunCluster();
    owner.kill(signal);
    await eventually('nothing is left', async () => (await leftovers(slot)).length === 0);
    expect(footprint()).toEqual(before);
  });

  test('by SIGKILL together with its watchdog is cleaned up by the next start', async () => {
    const { owner, slot } = await npmRunCluster();
    watchdogsOf(slot).forEach(pid => process.kill(pid, 'SIGKILL'));
    owner.kill('SIGKILL');
    await eventually('the owner is dead', () => Promise.resolve(owner.signalCode !== null));
    expect(await leftovers(slot)).not.toEqual([]);

    const next = await startCluster({ nodes: 0 });
    await next.stop();
    expect(await leftovers(slot)).toEqual([]);
    expect(footprint()).toEqual(before);
  });
});

/** Runs what `npm run cluster` runs, with an image archive, and waits until it prints how to reach the cluster. */
async function npmRunCluster(): Promise<{ owner: ChildProcess; slot: Slot }> {
  const args = ['--import', 'tsx', 'test/cluster/main.ts', '--images=pause', `--image-archive=${await archive(OWN)}`];
  const owner = spawn(process.execPath, args, { cwd: REPOSITORY, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  owner.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  try {
    await eventually('npm run cluster prints how to reach it', () => {
      if (owner.exitCode !== null) throw new Error(`npm run cluster: ended with ${owner.exitCode}`);
      return Promise.resolve(printed.includes('Ctrl-C ends the cluster'));
    });
  } catch (error) {
    // jest would wait for it. Its watchdog ends the cluster.
    owner.kill('SIGKILL');
    throw error;
  }
  const [, number] = /netns\/extension-apis-(\d+)/.exec(printed) ?? [];
  expect(printed).toContain(`\n  ${OWN.reference}\n`);
  return { owner, slot: slotAt(Number(number)) };
}

function watchdogsOf(slot: Slot): number[] {
  return allPids().filter(pid => {
    const args = commandLine(pid);
    return args.some(arg => arg.endsWith('/watchdog.ts')) && args.includes(String(slot.number));
  });
}
