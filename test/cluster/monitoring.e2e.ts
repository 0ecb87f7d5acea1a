// The metrics behind the alerts, in the outages that the alerts are for. `npm run conformance` tests the alerts' expressions
// with promtool.
import { ExtensionApiServer, Storage, Tls } from 'cdk8s-extension-api-server';
import { fixturePair } from '../pki/fixture-pair';
import { BUILD_LIMIT } from './builds';
import { deploy, FLUNDERS, newKeyFolder, remove, synthesize, WARDLE } from './deployed';
import { eventually } from './eventually';
import { openCluster } from './existing-cluster';
import type { Cluster } from './kubectl';

const API = 'v1alpha1.wardle.example.com';
const UNAVAILABLE = `aggregator_unavailable_apiservice{name="${API}"}`;
const TERMINATED =
  /^apiserver_request_terminations_total\{code="5\d\d",component="aggregator",group="wardle\.example\.com",.*version="v1alpha1"\} (\d+)$/gm;
const HANDSHAKES = /^apiserver_tls_handshake_errors_total (\d+)$/gm;

/** kube-apiserver's proxy to pods presents no identity. */
const METRICS_FOR_ALL = [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'metrics-for-all' },
    rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'metrics-for-all' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'metrics-for-all' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:unauthenticated' }],
  },
];

describe('metrics of the alerts', () => {
  let cluster: Cluster;
  let right: string;
  beforeAll(async () => {
    cluster = await openCluster();
    await cluster.apply(METRICS_FOR_ALL);
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
    await answered(true);
    right = await cluster.kubectl(['get', 'apiservice', API, '-o', 'jsonpath={.spec.caBundle}']);
  }, BUILD_LIMIT);
  afterAll(async () => {
    if (cluster === undefined) return;
    await cluster.tryKubectl(['delete', '-f', '-'], {
      stdin: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: METRICS_FOR_ALL }),
    });
    await remove(cluster);
    await cluster.stop();
  });

  const answered = (success: boolean) =>
    eventually(
      `a request ${success ? 'is answered' : 'fails'}`,
      async () => (await cluster.tryKubectl(['get', '--raw', FLUNDERS])).ok === success,
    );
  const ofKubeApiserver = () => cluster.kubectl(['get', '--raw', '/metrics']);
  const ofServer = async () => {
    const pod = (
      await cluster.kubectl(['get', 'pods', '--namespace=wardle', '-o', 'jsonpath={.items[0].metadata.name}'])
    ).trim();
    return cluster.kubectl(['get', '--raw', `/api/v1/namespaces/wardle/pods/https:${pod}:10250/proxy/metrics`]);
  };
  const sum = (text: string, line: RegExp): number =>
    [...text.matchAll(line)].reduce((all, [, count]) => all + Number(count), 0);
  const setBundle = (pem: string) =>
    cluster.kubectl([
      'patch',
      'apiservice',
      API,
      '--type=json',
      `-p=[{"op":"replace","path":"/spec/caBundle","value":"${Buffer.from(pem).toString('base64')}"}]`,
    ]);
  const restore = async () => {
    await setBundle(Buffer.from(right, 'base64').toString());
    await answered(true);
  };

  test('an available APIService: the gauge is 0, and only the server counts requests', async () => {
    const metrics = await ofKubeApiserver();
    expect(metrics).toContain(`${UNAVAILABLE} 0\n`);
    expect(metrics).not.toMatch(/^apiserver_request_total\{.*group="wardle\.example\.com"/m);
    expect(await ofServer()).toMatch(
      /^apiserver_request_total\{code="200",.*group="wardle\.example\.com",.*version="v1alpha1"\}/m,
    );
  });

  test("a bundle of another CA: only the server's handshake errors increase", async () => {
    const [before, handshakes] = [await ofKubeApiserver(), sum(await ofServer(), HANDSHAKES)];
    await setBundle(fixturePair('another.wardle.svc').ca);
    await answered(false);
    await eventually('handshakes fail', async () => sum(await ofServer(), HANDSHAKES) > handshakes);
    const after = await ofKubeApiserver();
    expect(after).toContain(`${UNAVAILABLE} 0\n`);
    expect(sum(after, TERMINATED)).toBe(sum(before, TERMINATED));
    await restore();
  });

  test('a bundle that is not PEM: kube-apiserver fails requests, and up to 1.35 the APIService stays available', async () => {
    const before = sum(await ofKubeApiserver(), TERMINATED);
    await setBundle('no PEM');
    await answered(false);
    const after = await ofKubeApiserver();
    expect(sum(after, TERMINATED)).toBeGreaterThan(before);
    expect(after).toContain(`${UNAVAILABLE} 0\n`);
    await restore();
  });

  test('no pod: the gauge is 1, and the counter of outages increases', async () => {
    await cluster.kubectl(['scale', 'deployment/wardle', '--namespace=wardle', '--replicas=0']);
    await eventually('it is unavailable', async () => (await ofKubeApiserver()).includes(`${UNAVAILABLE} 1\n`));
    // Counted when kube-apiserver has written the status, which it repeats after a conflict.
    // https://github.com/kubernetes/kube-aggregator/blob/v0.34.2/pkg/controllers/status/remote/remote_available_controller.go#L385
    const counted = new RegExp(
      `^aggregator_unavailable_apiservice_total\\{name="${API.replaceAll('.', '\\.')}",reason="MissingEndpoints"\\} [1-9]`,
      'm',
    );
    await eventually('the outage is counted', async () => counted.test(await ofKubeApiserver()));
  });
});
