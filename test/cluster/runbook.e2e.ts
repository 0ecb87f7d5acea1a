// The steps of docs/rotation.md under load.
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { X509Certificate } from 'node:crypto';
import { ExtensionApiServer, type ExtensionApiServerProps, type Storage, Tls } from 'cdk8s-extension-api-server';
import { fingerprint } from '../../lib/pki/inspect';
import type { Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { BUILD_LIMIT } from './builds';
import { type OwnCluster, startCluster } from './cluster';
import { command, PLAIN, readSynthesized, type Synthesized } from './deliveries';
import { FLUNDERS, newKeyFolder, storageIn, synthesize, WARDLE } from './deployed';
import { eventually } from './eventually';
import { describeOwnCluster } from './existing-cluster';
import { recordFigure } from './figures';
import { startLoad } from './load';
import { rolledOut } from './rolled-out';
import { everyPodServes, servedCertificates } from './served';

const API = 'v1alpha1.wardle.example.com';

/**
 * Time for kube-apiserver to read a changed APIService. It does so at once, but nothing shows that it did.
 */
const READ_SECONDS = 5;

describeOwnCluster('the runbook', () => {
  let cluster: OwnCluster;
  let storage: Storage;
  let pki: string;

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 2, name: 'runbook' });
    storage = storageIn(await cluster.externalEtcd('runbook-etcd', 12379), '/registry/runbook');
    pki = newKeyFolder();
    const first = synth();
    await cluster.apply(first.rest.filter(({ kind }) => kind === 'Namespace'));
    await PLAIN.bring(cluster, first);
    await cluster.apply(first.rest);
    await rolledOut(cluster);
    await eventually('requests are answered', async () => (await cluster.tryKubectl(['get', '--raw', FLUNDERS])).ok);
  }, BUILD_LIMIT);
  afterAll(() => cluster?.stop());

  const synth = (props: Partial<ExtensionApiServerProps> = {}, additionalCa?: string): Synthesized =>
    readSynthesized(
      synthesize(
        chart =>
          new ExtensionApiServer(chart, 'wardle', {
            ...WARDLE,
            storage,
            tls: Tls.generated({ directory: pki, additionalCa }),
            ...props,
          }),
      ),
      pki,
    );
  const slots = (): Slots => new DiskStore(pki).read('test', { namespace: 'wardle', name: 'wardle' }) as Slots;
  const pkiCommand = (what: string, ...args: string[]): string =>
    command('pki', what, 'wardle/wardle', '--directory', pki, ...args);
  const applyAll = async (synthesized = synth()): Promise<void> => {
    await PLAIN.bring(cluster, synthesized);
    await cluster.apply(synthesized.rest);
  };
  const served = (name = 'wardle') =>
    eventually(`every pod of ${name} serves the current generation`, async () => {
      const current = fingerprint(
        (new DiskStore(pki).read('test', { namespace: 'wardle', name }) as Slots).current.certificate,
      );
      return everyPodServes(cluster, current, name);
    });
  const liveBundle = async (): Promise<string> =>
    Buffer.from(
      await cluster.kubectl(['get', 'apiservice', API, '-o', 'jsonpath={.spec.caBundle}']),
      'base64',
    ).toString();
  const trusts = async (ca: X509Certificate): Promise<boolean> => (await liveBundle()).includes(ca.toString().trim());

  async function underLoad(what: string, change: () => Promise<void>): Promise<void> {
    const load = await startLoad(cluster, { path: FLUNDERS, connections: 4 });
    await load.reached(200);
    await change();
    await load.reached(load.soFar().requests + 500);
    const report = await load.stop();
    recordFigure({ what: `runbook: ${what}`, ...report });
    expect(report).toMatchObject({ failures: 0, firstFailures: [], answers: { 200: report.requests } });
  }

  test('the current key was stolen: another certificate serves, and the old CA is no longer trusted', async () => {
    const stolen = slots().current;
    await underLoad('the current key was stolen', async () => {
      pkiCommand('rotate');
      await applyAll();
      await served();
      expect(await trusts(stolen.ca)).toBe(true);
      pkiCommand('forget', '--applied');
      await applyAll();
    });
    expect(await trusts(stolen.ca)).toBe(false);
  });

  test('the current and the standby key were stolen: neither CA is trusted, and the standby never serves', async () => {
    const stolen = [slots().current, slots().standby!];
    const seen = new Set<string>();
    await underLoad('both keys were stolen', async () => {
      pkiCommand('forget', '--standby');
      await applyAll();
      pkiCommand('rotate', '--applied');
      await applyAll();
      await served();
      (await servedCertificates(cluster)).forEach(found => seen.add(found));
      pkiCommand('forget', '--applied');
      await applyAll();
    });
    expect([await trusts(stolen[0]!.ca), await trusts(stolen[1]!.ca)]).toEqual([false, false]);
    expect(seen.has(fingerprint(stolen[1]!.certificate))).toBe(false);
  });

  test('a second rotation soon after the first: is refused, and changes nothing', () => {
    const before = JSON.stringify(slots().current.number);
    pkiCommand('rotate', '--applied');
    synth();
    expect(() => pkiCommand('rotate')).toThrow(
      /the last rotation must have arrived in every cluster before anything is rotated again/,
    );
    expect(slots().current.number).toBe(Number(before) + 1);
  });

  test('the plaintext keys were lost: the current key is recovered from the cluster', async () => {
    await applyAll();
    await served();
    const { current } = slots();
    rmSync(`${pki}/wardle/wardle/${current.number}.key`);
    expect(synth().keys.map(({ metadata }) => metadata.name)).not.toContain('wardle-tls');
    const key = Buffer.from(
      await cluster.kubectl(['get', 'secret', 'wardle-tls', '--namespace=wardle', '-o', 'jsonpath={.data.tls\\.key}']),
      'base64',
    ).toString();
    await import('node:fs').then(({ writeFileSync }) =>
      writeFileSync(`${pki}/wardle/wardle/${current.number}.key`, key, { mode: 0o600 }),
    );
    expect(synth().keys.map(({ metadata }) => metadata.name)).toContain('wardle-tls');
  });

  test('the state was lost: requests continue while the old CA is added to the new bundle', async () => {
    await underLoad('the state was lost', async () => {
      const old = await liveBundle();
      pki = newKeyFolder();
      const both = synth({}, old);
      await cluster.apply(both.rest);
      await sleep(READ_SECONDS * 1000);
      await PLAIN.bring(cluster, both);
      await served();
      await applyAll();
    });
    expect((await liveBundle()).match(/BEGIN/g)).toHaveLength(2);
  });

  test('the server is renamed: one apply switches the APIServices, and no request fails', async () => {
    await underLoad('another name', async () => {
      const renamed = synth({ name: 'catalog' });
      await PLAIN.bring(cluster, renamed);
      await cluster.apply(renamed.rest.filter(({ kind }) => kind !== 'APIService'));
      await rolledOut(cluster, 'catalog');
      await cluster.apply(renamed.rest.filter(({ kind }) => kind === 'APIService'));
      await sleep(READ_SECONDS * 1000);
      await cluster.kubectl([
        'delete',
        'deployment,service,poddisruptionbudget,networkpolicy',
        'wardle',
        '--namespace=wardle',
      ]);
    });
    await served('catalog');
  });
});

describeOwnCluster('two clusters from one state', () => {
  let clusters: OwnCluster[] = [];
  beforeAll(async () => {
    const names = ['first of two clusters', 'second of two clusters'];
    clusters = await Promise.all(names.map(name => startCluster({ nodes: 1, name })));
  }, BUILD_LIMIT);
  afterAll(() => Promise.all(clusters.map(cluster => cluster.stop())));

  test('a rotation that reaches one of them later: no request fails in either', async () => {
    const pki = newKeyFolder();
    const etcds = await Promise.all(clusters.map(cluster => cluster.externalEtcd('two-etcd', 12379)));
    const synth = (number: number): Synthesized =>
      readSynthesized(
        synthesize(
          chart =>
            new ExtensionApiServer(chart, 'wardle', {
              ...WARDLE,
              storage: storageIn(etcds[number]!, '/registry/two'),
              tls: Tls.generated({ directory: pki }),
            }),
        ),
        pki,
      );
    const apply = async (number: number): Promise<void> => {
      const synthesized = synth(number);
      await clusters[number]!.apply(synthesized.rest.filter(({ kind }) => kind === 'Namespace'));
      await PLAIN.bring(clusters[number]!, synthesized);
      await clusters[number]!.apply(synthesized.rest);
    };
    const answered = (number: number) =>
      eventually(
        'requests are answered',
        async () => (await clusters[number]!.tryKubectl(['get', '--raw', FLUNDERS])).ok,
      );
    for (const number of [0, 1]) {
      await apply(number);
      await answered(number);
    }
    const loads = await Promise.all(clusters.map(cluster => startLoad(cluster, { path: FLUNDERS, connections: 2 })));
    command('pki', 'rotate', 'wardle/wardle', '--directory', pki);
    for (const number of [0, 1]) {
      await apply(number);
      const current = fingerprint(
        (new DiskStore(pki).read('test', { namespace: 'wardle', name: 'wardle' }) as Slots).current.certificate,
      );
      await eventually('every pod serves the new certificate', () => everyPodServes(clusters[number]!, current));
    }
    for (const [number, load] of loads.entries()) {
      await load.reached(load.soFar().requests + 500);
      const report = await load.stop();
      recordFigure({ what: `two clusters from one state: the ${number === 0 ? 'first' : 'second'}`, ...report });
      expect(report).toMatchObject({ failures: 0, firstFailures: [] });
    }
  });
});
