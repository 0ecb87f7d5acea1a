// Rotates the certificate under load, with each delivery and in each order of apply: no request fails, because every
// certificate is trusted before it serves.
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

const FULL = process.env['E2E_FULL'] !== undefined;
/** For each delivery. */
const REQUESTS = FULL ? 12_500 : 5_000;
/** kube-apiserver reads a changed APIService at once, but nothing shows that it did. */
const PAUSE_SECONDS = 8;

const DELIVERIES = ['plain', 'SealedSecret, strict', 'SOPS', 'an existing Secret'] as const;
const ORDERS = ['the key first, the bundle later', 'the bundle first, the key later', 'both at once'] as const;
type Order = (typeof ORDERS)[number];

/** Every delivery and every order; `npm run e2e:full` rotates in all orders with each delivery. */
const ROTATIONS = DELIVERIES.map(
  (delivery, index) => [delivery, FULL ? ORDERS : [ORDERS[index % ORDERS.length] as Order]] as const,
);

describeOwnCluster('rotation under load', () => {
  let cluster: OwnCluster;
  let storage: Storage;
  let ways: ReadonlyMap<string, Way>;

  beforeAll(async () => {
    cluster = await startCluster({
      nodes: 2,
      name: 'rotation',
      images: ['pause', 'sample-apiserver', 'etcd', 'sealed-secrets'],
    });
    storage = storageIn(await cluster.externalEtcd('rotation-etcd', 12379), '/registry/rotation');
    const all = [
      PLAIN,
      ...(await sealedSecrets(cluster)),
      await sops(),
      handedOut(Delivery.manual(), 'an existing Secret'),
    ];
    ways = new Map(all.map(way => [way.name, way]));
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

  const apply: Record<Order, (way: Way, synthesized: Synthesized) => Promise<void>> = {
    'the key first, the bundle later': async (way, synthesized) => {
      await way.bring(cluster, synthesized);
      await served(synthesized.pki);
      await cluster.apply(synthesized.rest);
    },
    'the bundle first, the key later': async (way, synthesized) => {
      await cluster.apply(synthesized.rest);
      await sleep(PAUSE_SECONDS * 1000);
      await way.bring(cluster, synthesized);
    },
    'both at once': async (way, synthesized) => {
      await Promise.all([cluster.apply(synthesized.rest), way.bring(cluster, synthesized)]);
    },
  };

  /** SealedSecrets first: their controller would restore the Secrets. The garbage collector deletes their Secrets. */
  async function deleteKeys(): Promise<void> {
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

  /** Deploys with new certificates; those of the previous delivery are no longer trusted. */
  async function deployNew(way: Way): Promise<string> {
    const pki = newKeyFolder();
    const synthesized = synth(pki, way);
    await deleteKeys();
    await cluster.apply(synthesized.rest.filter(({ kind }) => kind === 'Namespace'));
    await way.bring(cluster, synthesized);
    await cluster.apply(synthesized.rest);
    await cluster.kubectl(['rollout', 'restart', 'deployment/wardle', '--namespace=wardle']);
    await rolledOut(cluster);
    // Each pod, because one may have started with the key of the previous delivery.
    await served(pki);
    await eventually('requests are answered', async () => (await cluster.tryKubectl(['get', '--raw', FLUNDERS])).ok);
    return pki;
  }

  test.each(ROTATIONS)('%s, rotated with %j: no request fails', async (delivery, orders) => {
    const way = ways.get(delivery)!;
    const pki = await deployNew(way);
    const first = current(pki);
    const load = await startLoad(cluster, { path: FLUNDERS, connections: 6 });
    for (const order of orders) {
      command('pki', 'rotate', 'wardle/wardle', '--directory', pki, '--applied');
      const before = load.soFar();
      await apply[order](way, synth(pki, way));
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
    await load.reached(REQUESTS);
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
