// Third-party servers from the README's examples, in the PRODUCTION profile with certificates that kube-apiserver
// verifies.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILD_LIMIT } from './builds';
import { type OwnCluster, startCluster } from './cluster';
import { differences } from './differences';
import { type EmittedObject, listOf, nameOf, objectsIn } from './emitted-apps';
import { eventually } from './eventually';
import { describeOwnCluster } from './existing-cluster';
import { recordFigure } from './figures';
import { startPrometheus } from './prometheus';
import { rolledOut } from './rolled-out';
import { synthesized } from './synthesized';

const RESTRICTED = 'pod-security.kubernetes.io/enforce=restricted';

describeOwnCluster('real servers', () => {
  let cluster: OwnCluster;
  const folders: string[] = [];
  beforeAll(async () => {
    cluster = await startCluster({
      nodes: 2,
      name: 'real servers',
      images: ['metrics-server', 'custom-metrics', 'prometheus-adapter'],
    });
    // No app emits this namespace. Pods in it must comply too.
    await cluster.kubectl(['label', 'namespace', 'kube-system', RESTRICTED]);
  }, BUILD_LIMIT);
  afterAll(async () => {
    await cluster?.stop();
    folders.forEach(folder => rmSync(folder, { recursive: true }));
  });

  describe.each<[string, RealServer]>([
    [
      'metrics-server',
      {
        namespace: 'kube-system',
        apis: ['v1beta1.metrics.k8s.io'],
        replicas: 2,
        proof: async () => {
          // A node or pod without two measurements is <unknown> or missing.
          const [node, pod] = [
            (name: string) => `${name} +[1-9]\\d*m +\\d+% +[1-9]\\d*Mi +\\d+% *\n`,
            'metrics-server-\\S+ +\\d+m +[1-9]\\d*Mi *\n',
          ];
          await answered(['top', 'nodes', '--no-headers'], new RegExp(`^${node('node1')}${node('node2')}$`));
          await answered(['top', 'pods', '--namespace=kube-system', '--no-headers'], new RegExp(`^(${pod}){2}$`));
        },
      },
    ],
    [
      'custom-metrics',
      {
        namespace: 'custom-metrics',
        apis: ['v1beta1.custom.metrics.k8s.io', 'v1beta2.custom.metrics.k8s.io'],
        replicas: 1,
        proof: async () => {
          const metric = 'namespaces/default/services/kubernetes/visitors';
          const service = await cluster.kubectl([
            'get',
            'service',
            'custom-metrics',
            '--namespace=custom-metrics',
            '-o',
            'jsonpath={.spec.clusterIP}',
          ]);
          const write = `fetch('http://${service}/write-metrics/${metric}', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '"4200m"' })`;
          await cluster.inNamespace(process.execPath, [
            '--print',
            `${write}.then(({ ok }) => process.exit(ok ? 0 : 1))`,
          ]);
          expect(
            JSON.parse(
              await answered(['get', '--raw', `/apis/custom.metrics.k8s.io/v1beta2/${metric}`], /"items":\[\{/),
            ),
          ).toMatchObject({
            kind: 'MetricValueList',
            items: [
              {
                describedObject: { kind: 'Service', name: 'kubernetes', namespace: 'default' },
                metric: { name: 'visitors' },
                value: '4200m',
              },
            ],
          });
        },
      },
    ],
    [
      'prometheus-adapter',
      {
        namespace: 'prometheus-adapter',
        apis: ['v1beta1.external.metrics.k8s.io'],
        replicas: 2,
        env: async () => ({ PROMETHEUS: await startPrometheus(cluster, folder()) }),
        proof: async () => {
          const path = '/apis/external.metrics.k8s.io/v1beta1/namespaces/default/apiserver_requests_per_second';
          const { kind, items } = JSON.parse(await answered(['get', '--raw', path], /"items":\[\{/)) as {
            kind: string;
            items: { metricName: string; value: string }[];
          };
          expect({ kind, items }).toMatchObject({
            kind: 'ExternalMetricValueList',
            items: [{ metricName: 'apiserver_requests_per_second', value: expect.stringMatching(/^[1-9]\d*m?$/) }],
          });
        },
      },
    ],
  ])('%s', (name, server) => {
    let objects: EmittedObject[] = [];
    const { namespace } = server;
    const app = `examples/${name}.ts`;

    test('serves', async () => {
      const { folder: project, dist } = await synthesized(app, await server.env?.());
      folders.push(project);
      objects = objectsIn(new Map(readdirSync(dist).map(file => [file, readFileSync(join(dist, file), 'utf8')])));
      const started = Date.now();
      await cluster.kubectl(['apply', '--server-side', '-f', dist]);
      await rolledOut(cluster, name, namespace);
      for (const api of server.apis) await cluster.waitFor(`apiservice/${api}`, 'condition=Available');
      await server.proof();
      recordFigure({ what: `${app} applied, first answer`, seconds: (Date.now() - started) / 1000 });
    });

    test('runs under Pod Security "restricted", one replica a node', async () => {
      expect(await cluster.kubectl(['get', 'namespaces', '--selector', RESTRICTED, '-o', 'name'])).toContain(
        `namespace/${namespace}\n`,
      );
      const { items } = JSON.parse(
        await cluster.kubectl([
          'get',
          'pods',
          `--namespace=${namespace}`,
          `--selector=app.kubernetes.io/name=${name}`,
          '-o',
          'json',
        ]),
      ) as Pods;
      expect(
        items.map(({ status }) => [status.phase, ...status.containerStatuses.map(({ restartCount }) => restartCount)]),
      ).toEqual(Array(server.replicas).fill(['Running', 0]));
      expect(new Set(items.map(({ spec }) => spec.nodeName)).size).toBe(server.replicas);
    });

    test('has APIServices with a caBundle', () => {
      const specs = objects
        .filter(({ kind }) => kind === 'APIService')
        .map(({ spec }) => spec as { caBundle?: string; insecureSkipTLSVerify?: boolean });
      expect(specs.map(({ caBundle, insecureSkipTLSVerify }) => [typeof caBundle, insecureSkipTLSVerify])).toEqual(
        server.apis.map(() => ['string', undefined]),
      );
    });

    test('has every permission that it uses', async () => {
      const log = await cluster.kubectl([
        'logs',
        `--selector=app.kubernetes.io/name=${name}`,
        `--namespace=${namespace}`,
        '--tail=-1',
      ]);
      expect(log.split('\n').filter(line => /forbidden|cannot (get|list|watch|create)/i.test(line))).toEqual([]);
    });

    test('does not drift while it runs', async () => {
      const { items } = JSON.parse(
        await cluster.kubectl(['get', '-f', '-', '-o', 'json'], { stdin: listOf(objects) }),
      ) as { items: EmittedObject[] };
      expect(
        objects.flatMap((object, index) => differences(object, items[index]).map(line => `${nameOf(object)}: ${line}`)),
      ).toEqual([]);
    });
  });

  function folder(): string {
    const made = mkdtempSync(join(tmpdir(), 'prometheus-'));
    folders.push(made);
    return made;
  }

  /** Waits until kubectl prints what is expected, and returns it: a server is ready before its first measurement. */
  async function answered(args: readonly string[], expected: RegExp): Promise<string> {
    let output = '';
    await eventually(`kubectl ${args.join(' ')} answers`, async () => {
      const { ok, stdout, stderr } = await cluster.tryKubectl(args);
      output = ok ? stdout : stderr;
      return ok && expected.test(stdout);
    }).catch((error: Error) => {
      throw new Error(`${error.message}; kubectl printed: ${output.trim()}`);
    });
    return output;
  }
});

interface RealServer {
  readonly namespace: string;
  readonly apis: readonly string[];
  readonly replicas: number;
  readonly env?: () => Promise<Record<string, string>>;
  /** Requests data through kube-apiserver that only this server has. */
  readonly proof: () => Promise<void>;
}

interface Pods {
  readonly items: readonly {
    readonly spec: { readonly nodeName: string };
    readonly status: {
      readonly phase: string;
      readonly containerStatuses: readonly { readonly restartCount: number }[];
    };
  }[];
}
