// kube-apiserver verifies the server: requests succeed with each TLS strategy and fail with a wrong bundle, although
// `Available` stays True.
import { ExtensionApiServer, type ExtensionApiServerProps, Storage, Tls } from 'cdk8s-extension-api-server';
import { fixturePair } from '../pki/fixture-pair';
import { BUILD_LIMIT } from './builds';
import { deploy, FLUNDERS, newKeyFolder, remove, synthesize, WARDLE } from './deployed';
import { eventually } from './eventually';
import { openCluster } from './existing-cluster';
import type { Cluster } from './kubectl';

const API = 'v1alpha1.wardle.example.com';
const NAME = 'wardle.wardle.svc';

describe('TLS between kube-apiserver and the server', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await openCluster();
  }, BUILD_LIMIT);
  afterAll(async () => {
    if (cluster === undefined) return;
    await remove(cluster);
    await cluster.stop();
  });

  const request = () => cluster.tryKubectl(['get', '--raw', FLUNDERS]);
  const bundle = () => cluster.kubectl(['get', 'apiservice', API, '-o', 'jsonpath={.spec.caBundle}']);
  const setBundle = (base64: string) =>
    cluster.kubectl([
      'patch',
      'apiservice',
      API,
      '--type=json',
      `-p=[{"op":"replace","path":"/spec/caBundle","value":"${base64}"}]`,
    ]);
  const isAvailable = async () =>
    (await cluster.kubectl([
      'get',
      'apiservice',
      API,
      '-o',
      'jsonpath={.status.conditions[?(@.type=="Available")].status}',
    ])) === 'True';

  const STRATEGIES: [string, () => Partial<ExtensionApiServerProps>][] = [
    ['Tls.generated()', () => ({ tls: Tls.generated({ directory: newKeyFolder() }) })],
    ['Tls.fromPem() with PEM', () => ({ tls: Tls.fromPem(fixturePair(NAME)) })],
    ['Tls.fromSecret()', () => ({ tls: Tls.fromSecret({ ca: fixturePair(NAME).ca, secretName: 'mine' }) })],
    ['Tls.dangerouslySkipVerification()', () => ({ tls: Tls.dangerouslySkipVerification() })],
  ];

  test.each(STRATEGIES)('%s: a request is answered', async (_name, props) => {
    const folder = synthesize(
      chart => new ExtensionApiServer(chart, 'wardle', { ...WARDLE, storage: Storage.etcdSidecar(), ...props() }),
    );
    const { certificate, privateKey } = fixturePair(NAME);
    await remove(cluster);
    await cluster.apply([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'wardle' } },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'mine', namespace: 'wardle' },
        type: 'kubernetes.io/tls',
        stringData: { 'tls.crt': certificate, 'tls.key': privateKey },
      },
    ]);
    await deploy(cluster, folder);
    await eventually('a request is answered', async () => (await request()).ok);
  });

  test('Tls.selfManaged(): the server may write its APIServices and its Secret only', async () => {
    await remove(cluster);
    const folder = synthesize(
      chart =>
        new ExtensionApiServer(chart, 'wardle', {
          ...WARDLE,
          replicas: 0,
          tls: Tls.selfManaged({ secretName: 'own-pair' }),
        }),
    );
    await cluster.kubectl(['apply', '-f', folder]);
    const can = async (...what: string[]) =>
      (await cluster.tryKubectl(['auth', 'can-i', ...what, '--as=system:serviceaccount:wardle:wardle', '--quiet'])).ok;
    // New roles and bindings take effect after a moment.
    for (const what of [
      ['patch', `apiservices/${API}`],
      ['update', `apiservices/${API}`],
      ['get', 'secrets/own-pair', '--namespace=wardle'],
      ['update', 'secrets/own-pair', '--namespace=wardle'],
    ]) {
      await eventually(`it may ${what.join(' ')}`, () => can(...what));
    }
    expect([
      await can('patch', 'apiservices/v1.apps'),
      await can('delete', `apiservices/${API}`),
      await can('create', 'apiservices'),
      await can('get', 'secrets/another', '--namespace=wardle'),
      await can('get', 'secrets/own-pair', '--namespace=default'),
    ]).toEqual([false, false, false, false, false]);
  });

  test('a wrong bundle: every request fails, and up to Kubernetes 1.35 Available stays True', async () => {
    await remove(cluster);
    await deploy(
      cluster,
      synthesize(
        chart =>
          new ExtensionApiServer(chart, 'wardle', {
            ...WARDLE,
            storage: Storage.etcdSidecar(),
            tls: Tls.generated({ directory: newKeyFolder() }),
          }),
      ),
    );
    await eventually('a request is answered', async () => (await request()).ok);
    const right = await bundle();
    await setBundle(Buffer.from(fixturePair('another.wardle.svc').ca).toString('base64'));
    await eventually('requests fail', async () => !(await request()).ok);
    expect((await request()).stderr).toMatch(/certificate signed by unknown authority|ServiceUnavailable|unable to/);
    // Up to Kubernetes 1.35 kube-apiserver's availability probe does not verify.
    for (let times = 0; times < 10; times += 1) {
      expect(await isAvailable()).toBe(true);
      expect((await request()).ok).toBe(false);
      await new Promise(resolve => setTimeout(resolve, 500));
    }
    await setBundle(right);
    await eventually('requests pass again', async () => (await request()).ok);
  });
});
