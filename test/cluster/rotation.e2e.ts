// Three slots make any order of apply safe: while requests come without pause, the certificate is rotated in each possible order.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExtensionApiServer, Tls } from 'cdk8s-extension-api-server';
import { ALGORITHMS } from '../../lib/pki/algorithm';
import { fillStandby, mintGeneration, mintSlots, systemRandom } from '../../lib/pki/mint';
import { rotate } from '../../lib/pki/rotation';
import { Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { type OwnCluster, startCluster } from './cluster';
import { deploy, FLUNDERS, newKeyFolder, storageIn, synthesize, WARDLE } from './deployed';
import { eventually } from './eventually';
import { describeOwnCluster } from './existing-cluster';
import { recordFigure } from './figures';
import { startLoad } from './load';

const REQUESTS = 50_000;
/** Longer than the kubelet takes to bring a changed Secret into a pod (syncFrequency of the kit) and the server to reread it. */
const PAUSE_SECONDS = 8;

describeOwnCluster('rotation under load', () => {
  let cluster: OwnCluster;
  let slots: Slots;
  let dist: (slots: Slots) => string;
  const request = { dnsNames: ['wardle.wardle.svc', 'wardle.wardle.svc.cluster.local'], algorithm: ALGORITHMS.ECDSA_P256, serviceDays: 365, now: new Date(), random: systemRandom };

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 2, name: 'rotation' });
    const storage = storageIn(await cluster.externalEtcd('rotation-etcd', 12379), '/registry/rotation');
    dist = state => {
      const folder = newKeyFolder();
      const store = new DiskStore(folder);
      store.stage('test', { namespace: 'wardle', name: 'wardle' }, state);
      store.publish();
      return synthesize(chart => new ExtensionApiServer(chart, 'wardle', { ...WARDLE, storage, tls: Tls.generated({ directory: folder }) }));
    };
    slots = mintSlots(request);
    await deploy(cluster, dist(slots));
  });
  afterAll(() => cluster?.stop());

  /** The pods' own certificate, asked for at their addresses. */
  async function serving(): Promise<string[]> {
    const ips = await cluster.kubectl(['get', 'pods', '--namespace=wardle', '--selector=app.kubernetes.io/name=wardle', '-o', 'jsonpath={.items[*].status.podIP}']);
    return Promise.all(ips.trim().split(' ').map(async ip => {
      const text = await cluster.inNamespace('sh', ['-c', `openssl s_client -connect ${ip}:10250 -servername wardle.wardle.svc </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256`]);
      return text.trim().replace(/^.*=/, '').replaceAll(':', '').toLowerCase();
    }));
  }

  /** What the command does and the synth after it. Every pod serves the last one, and every APIService has its bundle. */
  function rotated(before: Slots): Slots {
    const after = rotate(before, { now: new Date(), applied: true });
    if ('must' in after) throw new Error(after.must);
    return fillStandby(after, (number, serviceLives) => mintGeneration(number, request, serviceLives));
  }

  const fingerprint = ({ current }: Slots): string => current.certificate.fingerprint256.replaceAll(':', '').toLowerCase();

  const ORDERS: [string, (folder: string) => Promise<void>][] = [
    ['the Secret first, the bundle later', async folder => {
      await cluster.kubectl(['apply', '-f', join(folder, 'wardle-secret.k8s.yaml')]);
      await sleep(PAUSE_SECONDS * 1000);
      await cluster.kubectl(['apply', '-f', join(folder, 'wardle.k8s.yaml')]);
    }],
    ['the bundle first, the Secret later', async folder => {
      await cluster.kubectl(['apply', '-f', join(folder, 'wardle.k8s.yaml')]);
      await sleep(PAUSE_SECONDS * 1000);
      await cluster.kubectl(['apply', '-f', join(folder, 'wardle-secret.k8s.yaml')]);
    }],
    ['everything at once', async folder => { await cluster.kubectl(['apply', '-f', folder]); }],
  ];

  test(`fails none of ${REQUESTS.toLocaleString('en')} requests, whatever is applied first`, async () => {
    const load = await startLoad(cluster, { path: FLUNDERS, connections: 6 });
    const first = fingerprint(slots);
    for (const [name, apply] of ORDERS) {
      slots = rotated(slots);
      const before = load.soFar();
      await apply(dist(slots));
      await eventually(`every pod serves generation ${slots.current.number}`, async () => (await serving()).every(served => served === fingerprint(slots)), 60);
      const now = load.soFar();
      recordFigure({ what: `rotation: ${name}`, requests: now.requests - before.requests, failures: now.failures - before.failures, seconds: now.seconds - before.seconds });
    }
    await load.reached(REQUESTS, 280);
    const report = await load.stop();
    recordFigure({ what: 'rotation: in all', ...report });
    expect(report).toMatchObject({ failures: 0, answers: { 200: report.requests } });
    expect(report.requests).toBeGreaterThanOrEqual(REQUESTS);
    expect(await serving()).not.toContain(first);
  }, 600_000);

  test('the first CA is trusted no more', async () => {
    const bundle = await cluster.kubectl(['get', 'apiservice', 'v1alpha1.wardle.example.com', '-o', 'jsonpath={.spec.caBundle}']);
    expect(Buffer.from(bundle, 'base64').toString().match(/BEGIN/g)).toHaveLength(3);
    expect(slots.previous?.number).toBe(3);
  });
});
