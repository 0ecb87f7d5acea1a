// Certificates that cert-manager issues and renews, and keys that controllers decrypt: the sample-apiserver serves with
// each of them.
import { X509Certificate } from 'node:crypto';
import {
  CertManagerIssuer,
  Delivery,
  ExtensionApiServer,
  type ExtensionApiServerProps,
  SealedSecretScope,
  Storage,
  Tls,
} from 'cdk8s-extension-api-server';
import { fixturePair } from '../pki/fixture-pair';
import { BUILD_LIMIT } from './builds';
import { startCertManager } from './cert-manager';
import { type OwnCluster, startCluster } from './cluster';
import { command, handedOut, PLAIN, readSynthesized, sealedSecrets, sops, type Way } from './deliveries';
import { answersFlunders, FLUNDERS, newKeyFolder, remove, storageIn, synthesize, WARDLE } from './deployed';
import { eventually } from './eventually';
import type { ExternalEtcd } from './etcd';
import { describeOwnCluster } from './existing-cluster';
import { recordFigure } from './figures';
import { startLoad } from './load';
import { rolledOut } from './rolled-out';
import { everyPodServes } from './served';
import { testCa } from './test-ca';

const API = 'v1alpha1.wardle.example.com';
const SCOPES = [SealedSecretScope.STRICT, SealedSecretScope.NAMESPACE_WIDE, SealedSecretScope.CLUSTER_WIDE];

describeOwnCluster('controllers', () => {
  let cluster: OwnCluster;
  let etcd: ExternalEtcd;
  let ways: ReadonlyMap<string, Way>;
  let teamCa: ReturnType<typeof testCa>;

  beforeAll(async () => {
    teamCa = testCa('team CA');
    cluster = await startCluster({ nodes: 1, name: 'controllers' });
    await cluster.load('cert-manager-controller');
    await cluster.load('cert-manager-cainjector');
    await cluster.load('sealed-secrets');
    etcd = await cluster.externalEtcd('controllers-etcd', 12379);
    await startCertManager(cluster);
    await cluster.apply([
      {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'kubernetes.io/tls',
        metadata: { name: 'team-ca', namespace: 'cert-manager' },
        stringData: { 'tls.crt': teamCa.certificate, 'tls.key': teamCa.privateKey },
      },
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'ClusterIssuer',
        metadata: { name: 'team-ca' },
        spec: { ca: { secretName: 'team-ca' } },
      },
    ]);
    await cluster.kubectl(['apply', '--server-side', '-f', 'crds/external-secrets.yaml']);
    const sealed = await sealedSecrets(cluster, SCOPES);
    ways = new Map(
      [...sealed, await sops(), handedOut(Delivery.externalSecret({ store: 'vault' }), 'ExternalSecret'), PLAIN].map(
        way => [way.name, way],
      ),
    );
  }, BUILD_LIMIT);
  afterAll(() => cluster?.stop());

  const request = () => cluster.tryKubectl(['get', '--raw', FLUNDERS]);
  async function expectServing(): Promise<void> {
    await rolledOut(cluster);
    await eventually('a request is answered', async () => (await request()).ok);
    await answersFlunders(cluster);
  }

  async function deploy(props: Partial<ExtensionApiServerProps>, way: Way = PLAIN): Promise<void> {
    await remove(cluster);
    const pki = newKeyFolder();
    const synthesized = readSynthesized(
      synthesize(
        chart =>
          new ExtensionApiServer(chart, 'wardle', {
            ...WARDLE,
            storage: Storage.etcdSidecar(),
            tls: Tls.generated({ directory: pki, delivery: way.delivery }),
            ...props,
          }),
      ),
      pki,
    );
    await cluster.apply(synthesized.rest.filter(({ kind }) => kind === 'Namespace'));
    if (synthesized.keys.length > 0) await way.bring(cluster, synthesized);
    await cluster.apply(synthesized.rest);
  }

  describe('cert-manager', () => {
    test('issues under a dedicated CA, and cainjector writes it into the APIService', async () => {
      await deploy({ tls: Tls.certManager(), storage: storageIn(etcd, '/registry/cert-manager') });
      await expectServing();
      expect(await bundle()).toBe((await secret('wardle-tls'))['ca.crt']);
    });

    test('renews certificate and CA under load, and no request fails', async () => {
      const before = (await secret('wardle-tls'))['tls.crt'];
      const load = await startLoad(cluster, { path: FLUNDERS, connections: 4 });
      await load.reached(200);
      for (const certificate of ['wardle-tls', 'wardle-ca', 'wardle-tls']) {
        const old = (await secret(certificate))['tls.crt'];
        await renew(certificate);
        await eventually(`${certificate} is renewed`, async () => (await secret(certificate))['tls.crt'] !== old);
        // The kubelet updates the mounted Secret, and the server rereads it.
        await eventually('every pod serves what is in the Secret', async () =>
          everyPodServes(cluster, sha256Of((await secret('wardle-tls'))['tls.crt']!)),
        );
        await load.reached(load.soFar().requests + 1000);
      }
      const report = await load.stop();
      recordFigure({ what: 'cert-manager renews certificate, CA, certificate', ...report });
      expect(report).toMatchObject({ failures: 0, firstFailures: [], answers: { 200: report.requests } });
      expect((await secret('wardle-tls'))['tls.crt']).not.toBe(before);
    });

    test('issues under a ClusterIssuer whose CA is given, and the APIService has that caBundle', async () => {
      await deploy({
        tls: Tls.certManager({ issuer: CertManagerIssuer.fromClusterIssuer('team-ca', { ca: teamCa.certificate }) }),
      });
      await expectServing();
      expect(Buffer.from(await bundle(), 'base64').toString()).toBe(teamCa.certificate);
    });

    test('issues under a ClusterIssuer whose CA cainjector injects', async () => {
      await deploy({ tls: Tls.certManager({ issuer: CertManagerIssuer.fromClusterIssuer('team-ca') }) });
      await expectServing();
    });
  });

  test.each([...SCOPES.map(scope => `SealedSecret, ${scope}`), 'SOPS', 'ExternalSecret'])(
    'a generated key is delivered by %s, and the server serves with it',
    async name => {
      await deploy({}, ways.get(name));
      await expectServing();
    },
  );

  test('a plaintext Secret is annotated: a SealedSecret takes it over, and delivers later rotations', async () => {
    const sealed = ways.get(`SealedSecret, ${SealedSecretScope.STRICT}`)!;
    const pki = newKeyFolder();
    const synth = () =>
      readSynthesized(
        synthesize(
          chart =>
            new ExtensionApiServer(chart, 'wardle', {
              ...WARDLE,
              storage: Storage.etcdSidecar(),
              tls: Tls.generated({ directory: pki, delivery: sealed.delivery }),
            }),
        ),
        pki,
      );
    await deploy({ tls: Tls.generated({ directory: pki }) });
    await expectServing();
    expect(await owner()).toBe('');

    // docs/deliveries.md, "Changing the delivery".
    await cluster.kubectl([
      'annotate',
      'secret',
      'wardle-tls',
      '--namespace=wardle',
      'sealedsecrets.bitnami.com/managed=true',
    ]);
    const before = (await secret('wardle-tls'))['tls.crt'];
    await sealed.bring(cluster, synth());
    expect([await owner(), (await secret('wardle-tls'))['tls.crt']]).toEqual(['SealedSecret', before]);
    await expectServing();

    command('pki', 'rotate', 'wardle/wardle', '--directory', pki);
    const { keys, rest } = synth();
    await cluster.apply([...rest, ...keys]);
    await eventually(
      'the rotated certificate is in the Secret',
      async () => (await secret('wardle-tls'))['tls.crt'] !== before,
    );
    await expectServing();
  });

  test('a provided key and the client key of an etcd are delivered by SealedSecret', async () => {
    const way = ways.get(`SealedSecret, ${SealedSecretScope.STRICT}`)!;
    const pair = fixturePair('wardle.wardle.svc');
    const pki = newKeyFolder();
    await deploy(
      {
        tls: Tls.fromPem({ ...pair, delivery: way.delivery, directory: pki }),
        storage: storageIn(etcd, '/registry/controllers', { delivery: way.delivery, directory: pki }),
      },
      way,
    );
    await expectServing();
    expect(Buffer.from((await secret('wardle-tls'))['tls.key']!, 'base64').toString()).toBe(pair.privateKey);
  });

  test.each([
    ['cert-manager', 'cert-manager'],
    ['cert-manager', 'cert-manager-cainjector'],
    ['kube-system', 'sealed-secrets-controller'],
  ])('%s/%s has every permission that it uses', async (namespace, name) => {
    const log = await cluster.kubectl(['logs', `deployment/${name}`, `--namespace=${namespace}`]);
    expect(
      log
        .split('\n')
        .filter(
          line =>
            /forbidden|cannot (get|list|watch|create|update|patch)/i.test(line) && !line.includes('being terminated'),
        ),
    ).toEqual([]);
  });

  async function secret(name: string): Promise<Record<string, string>> {
    return (
      JSON.parse(await cluster.kubectl(['get', 'secret', name, '--namespace=wardle', '-o', 'json'])) as {
        data: Record<string, string>;
      }
    ).data;
  }
  const sha256Of = (base64: string) =>
    new X509Certificate(Buffer.from(base64, 'base64')).fingerprint256.replaceAll(':', '').toLowerCase();
  const owner = () =>
    cluster.kubectl([
      'get',
      'secret',
      'wardle-tls',
      '--namespace=wardle',
      '-o',
      'jsonpath={.metadata.ownerReferences[*].kind}',
    ]);
  const bundle = () => cluster.kubectl(['get', 'apiservice', API, '-o', 'jsonpath={.spec.caBundle}']);

  /** Does what `cmctl renew` does: https://github.com/cert-manager/cmctl/blob/main/pkg/renew/renew.go */
  async function renew(name: string): Promise<void> {
    await eventually(`no other client writes to ${name} between reading and writing`, () => renewUnlessChanged(name));
  }

  async function renewUnlessChanged(name: string): Promise<boolean> {
    const certificate = JSON.parse(
      await cluster.kubectl(['get', 'certificate', name, '--namespace=wardle', '-o', 'json']),
    ) as { status: { conditions: object[] }; metadata: { generation: number } };
    const issuing = {
      type: 'Issuing',
      status: 'True',
      reason: 'ManuallyTriggered',
      message: 'renewed by hand',
      observedGeneration: certificate.metadata.generation,
      lastTransitionTime: new Date().toISOString().replace(/\.\d+/, ''),
    };
    const status = { ...certificate.status, conditions: [...certificate.status.conditions, issuing] };
    const { ok, stderr } = await cluster.tryKubectl(['replace', '--subresource=status', '-f', '-'], {
      stdin: JSON.stringify({ ...certificate, status }),
    });
    if (!ok && !stderr.startsWith('Error from server (Conflict)'))
      throw new Error(`kubectl replace certificate ${name}: ${stderr.trim()}`);
    return ok;
  }
});
