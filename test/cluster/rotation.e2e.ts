// Three slots make any order of apply safe: while requests come without pause, the certificate is rotated in each
// possible order, and on each way on which a key can reach the cluster. Commands and synths as people run them; nothing
// else touches the state.
import { setTimeout as sleep } from 'node:timers/promises';
import { ExtensionApiServer, Delivery, type Storage, Tls } from 'cdk8s-extension-api-server';
import { fingerprint } from '../../lib/pki/inspect';
import { Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { BUILD_LIMIT } from './builds';
import { type OwnCluster, startCluster } from './cluster';
import {
  command,
  handedOut,
  PLAIN,
  readSynthesized,
  sealedSecrets,
  sops,
  type Synthesized,
  type Way,
} from './deliveries';
import { FLUNDERS, newKeyFolder, storageIn, synthesize, WARDLE } from './deployed';
import { eventually } from './eventually';
import { describeOwnCluster } from './existing-cluster';
import { recordFigure } from './figures';
import { startLoad } from './load';
import { rolledOut } from './rolled-out';
import { everyPodServes } from './served';

const REQUESTS = 50_000;
/**
 * kube-apiserver does not say that it has read an APIService; it does so at once. This is for what is applied later to
 * be later.
 */
const PAUSE_SECONDS = 8;

describeOwnCluster('rotation under load', () => {
  let cluster: OwnCluster;
  let storage: Storage;
  let ways: readonly Way[];

  beforeAll(async () => {
    cluster = await startCluster({
      nodes: 2,
      name: 'rotation',
      images: ['pause', 'sample-apiserver', 'etcd', 'sealed-secrets'],
    });
    storage = storageIn(await cluster.externalEtcd('rotation-etcd', 12379), '/registry/rotation');
    ways = [PLAIN, ...(await sealedSecrets(cluster)), await sops(), handedOut(Delivery.manual(), 'an existing Secret')];
  }, BUILD_LIMIT);
  afterAll(() => cluster?.stop());

  const synth = (pki: string, { delivery }: Way): Synthesized =>
    readSynthesized(
      synthesize(
        chart =>
          new ExtensionApiServer(chart, 'wardle', {
            ...WARDLE,
            storage,
            tls: Tls.generated({ directory: pki, delivery }),
          }),
      ),
      pki,
    );
  const current = (pki: string): string =>
    fingerprint(
      (new DiskStore(pki).read('test', { namespace: 'wardle', name: 'wardle' }) as Slots).current.certificate,
    );

  const served = (pki: string) =>
    eventually(`every pod serves generation ${current(pki).slice(0, 12)}`, () => everyPodServes(cluster, current(pki)));

  const ORDERS: [string, (way: Way, synthesized: Synthesized) => Promise<void>][] = [
    [
      'the key first, the bundle later',
      async (way, synthesized) => {
        await way.bring(cluster, synthesized);
        await served(synthesized.pki);
        await cluster.apply(synthesized.rest);
      },
    ],
    [
      'the bundle first, the key later',
      async (way, synthesized) => {
        await cluster.apply(synthesized.rest);
        await sleep(PAUSE_SECONDS * 1000);
        await way.bring(cluster, synthesized);
      },
    ],
    [
      'both at once',
      async (way, synthesized) => {
        await Promise.all([cluster.apply(synthesized.rest), way.bring(cluster, synthesized)]);
      },
    ],
  ];

  /**
   * SealedSecrets first: while one is there its controller makes the Secret anew, and when it is gone the garbage
   * collector deletes what it owned.
   */
  async function forgetKeys(): Promise<void> {
    await cluster.kubectl(['delete', 'sealedsecrets', '--all', '--namespace=wardle']);
    await eventually(
      'no Secret of a SealedSecret is left',
      async () =>
        !(
          await cluster.kubectl([
            'get',
            'secrets',
            '--namespace=wardle',
            '-o',
            'jsonpath={.items[*].metadata.ownerReferences[*].kind}',
          ])
        ).includes('SealedSecret'),
    );
    await cluster.kubectl(['delete', 'secrets', '--all', '--namespace=wardle']);
  }

  /** A new state, deployed from nothing: what the last way left is not trusted any more. */
  async function deployAnew(way: Way): Promise<string> {
    const pki = newKeyFolder();
    const synthesized = synth(pki, way);
    await forgetKeys();
    await cluster.apply(synthesized.rest.filter(({ kind }) => kind === 'Namespace'));
    await way.bring(cluster, synthesized);
    await cluster.apply(synthesized.rest);
    await cluster.kubectl(['rollout', 'restart', 'deployment/wardle', '--namespace=wardle']);
    await rolledOut(cluster);
    // One pod that answers says nothing of the other, which may have started with the key of the last way.
    await served(pki);
    await eventually('requests are answered', async () => (await cluster.tryKubectl(['get', '--raw', FLUNDERS])).ok);
    return pki;
  }

  test.each([0, 1, 2, 3])('on way %i fails no request, whatever is applied first', async number => {
    const way = ways[number]!;
    const pki = await deployAnew(way);
    const first = current(pki);
    const load = await startLoad(cluster, { path: FLUNDERS, connections: 6 });
    for (const [order, apply] of ORDERS) {
      command('pki', 'rotate', 'wardle/wardle', '--directory', pki, '--applied');
      const before = load.soFar();
      await apply(way, synth(pki, way));
      await served(pki);
      const now = load.soFar();
      recordFigure({
        what: `rotation, ${way.name}: ${order}`,
        requests: now.requests - before.requests,
        retries: now.retries - before.retries,
        failures: now.failures - before.failures,
        seconds: now.seconds - before.seconds,
      });
    }
    await load.reached(Math.ceil(REQUESTS / 4));
    const report = await load.stop();
    recordFigure({ what: `rotation, ${way.name}: in all`, ...report });
    expect(report).toMatchObject({ failures: 0, firstFailures: [], answers: { 200: report.requests } });
    expect(current(pki)).not.toBe(first);
    expect(await everyPodServes(cluster, current(pki))).toBe(true);
    const bundle = await cluster.kubectl([
      'get',
      'apiservice',
      'v1alpha1.wardle.example.com',
      '-o',
      'jsonpath={.spec.caBundle}',
    ]);
    expect(Buffer.from(bundle, 'base64').toString().match(/BEGIN/g)).toHaveLength(3);
  });
});
