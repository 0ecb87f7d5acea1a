// While etcd is down, the APIs are too, but no pod is restarted; requests are answered as soon as etcd is back.
import { setTimeout as sleep } from 'node:timers/promises';
import { ExtensionApiServer, Tls } from 'cdk8s-extension-api-server';
import { BUILD_LIMIT } from './builds';
import { type OwnCluster, startCluster } from './cluster';
import { deploy, FLUNDERS, newKeyFolder, storageIn, synthesize, WARDLE } from './deployed';
import type { ExternalEtcd } from './etcd';
import { eventually } from './eventually';
import { describeOwnCluster } from './existing-cluster';
import { recordFigure } from './figures';

/**
 * The kubelet restarts a container after three failed probes, ten seconds apart:
 * https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
const LONGER_THAN_LIVENESS = 45_000;

describeOwnCluster('an etcd outage', () => {
  let cluster: OwnCluster;
  let etcd: ExternalEtcd;
  beforeAll(async () => {
    cluster = await startCluster({ nodes: 1, name: 'etcd outage' });
    etcd = await cluster.externalEtcd('outage-etcd', 12379);
    const storage = storageIn(etcd, '/registry/outage');
    await deploy(
      cluster,
      synthesize(
        chart =>
          new ExtensionApiServer(chart, 'wardle', {
            ...WARDLE,
            storage,
            tls: Tls.generated({ directory: newKeyFolder() }),
          }),
      ),
    );
  }, BUILD_LIMIT);
  afterAll(() => cluster?.stop());

  const answers = async (): Promise<boolean> =>
    (await cluster.tryKubectl(['get', '--raw', FLUNDERS, '--request-timeout=3s'])).ok;
  const ready = () =>
    cluster.kubectl([
      'get',
      'pods',
      '--namespace=wardle',
      '-o',
      'jsonpath={.items[*].status.conditions[?(@.type=="Ready")].status}',
    ]);
  const restarts = async (): Promise<string> =>
    (
      await cluster.kubectl([
        'get',
        'pods',
        '--namespace=wardle',
        '-o',
        'jsonpath={.items[*].status.containerStatuses[*].restartCount}',
      ])
    ).trim();

  test('makes the pods unready and restarts none; requests are answered when etcd is back', async () => {
    await eventually('requests are answered', answers);
    // A pod may have started before kube-proxy had written its rules, and been restarted once.
    const before = await restarts();
    process.kill(etcd.process.pid, 'SIGSTOP');
    try {
      await sleep(LONGER_THAN_LIVENESS);
      expect(await answers()).toBe(false);
      await eventually('no pod is ready', async () => (await ready()) === 'False False');
    } finally {
      process.kill(etcd.process.pid, 'SIGCONT');
    }
    const back = performance.now();
    await eventually('requests are answered again', answers, 60);
    recordFigure({
      what: `etcd down for ${LONGER_THAN_LIVENESS / 1000} s: until requests are answered again`,
      seconds: (performance.now() - back) / 1000,
    });
    expect(await restarts()).toBe(before);
  });
});
