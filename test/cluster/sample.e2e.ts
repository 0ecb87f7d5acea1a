// README: main.ts is synthesized by README's command and applied by one kubectl apply; kubectl then prints "No
// resources found".
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILD_LIMIT } from './builds';
import { deploy } from './deployed';
import { PATIENCE_SECONDS, eventually } from './eventually';
import { openCluster } from './existing-cluster';
import { recordFigure } from './figures';
import { REPOSITORY } from './folders';
import { run } from './command';
import type { Cluster } from './kubectl';

const flunder = (name: string, labels = {}) => ({
  apiVersion: 'wardle.example.com/v1alpha1',
  kind: 'Flunder',
  metadata: { name, namespace: 'default', labels },
  spec: {},
});

describe('main.ts', () => {
  let cluster: Cluster;
  const dist = mkdtempSync(join(tmpdir(), 'e2e-dist-'));
  beforeAll(async () => {
    cluster = await openCluster();
    await run('npm', ['run', '--silent', 'synth', '--', '--output', dist], { cwd: REPOSITORY });
  }, BUILD_LIMIT);
  afterAll(() => cluster?.stop());

  test('comes up from one kubectl apply -f dist/, under Pod Security "restricted"', async () => {
    const begin = Date.now();
    await deploy(cluster, dist);
    recordFigure({ what: 'main.ts: from apply to an answer', seconds: (Date.now() - begin) / 1000 });
    expect(
      await cluster.kubectl([
        'get',
        'namespace',
        'wardle',
        '-o',
        'jsonpath={.metadata.labels.pod-security\\.kubernetes\\.io/enforce}',
      ]),
    ).toBe('restricted');
  });

  test('answers "No resources found"', async () => {
    expect(await cluster.tryKubectl(['get', 'flunders', '-A'])).toMatchObject({
      ok: true,
      stdout: '',
      stderr: expect.stringMatching(/^No resources found$/m),
    });
  });

  test('a second apply changes nothing', async () => {
    expect(
      (await cluster.kubectl(['apply', '-f', dist]))
        .split('\n')
        .filter(line => line !== '' && !line.endsWith(' unchanged')),
    ).toEqual([]);
  });

  test('creates, lists, watches, updates and deletes a Flunder', async () => {
    await cluster.apply([flunder('bream')]);
    let seen = '';
    const watching = cluster.kubectl(
      [
        'get',
        'flunders',
        '--namespace=default',
        '--watch',
        '--output-watch-events',
        '-o',
        'custom-columns=E:.type,N:.object.metadata.name,L:.object.metadata.labels.step',
        '--no-headers',
      ],
      {
        timeoutSeconds: PATIENCE_SECONDS,
        until: stdout => {
          seen = stdout;
          return /DELETED.*\n/.test(seen);
        },
      },
    );
    // A watch lists existing objects first. From then on it shows every change.
    await eventually('the watch shows the existing object', () => Promise.resolve(seen.includes('bream')));
    await cluster.apply([flunder('carp')]);
    await cluster.kubectl(['label', 'flunder/carp', '--namespace=default', 'step=two']);
    expect(
      await cluster.kubectl([
        'get',
        'flunders',
        '--namespace=default',
        '-o',
        'jsonpath={.items[*].metadata.name} {.items[*].metadata.labels.step}',
      ]),
    ).toBe('bream carp two');
    await cluster.kubectl(['delete', 'flunder/carp', '--namespace=default']);
    expect(
      (await watching)
        .trim()
        .split('\n')
        .map(line => line.split(/\s+/).join(' ')),
    ).toEqual(['ADDED bream <none>', 'ADDED carp <none>', 'MODIFIED carp two', 'DELETED carp two']);
    await cluster.kubectl(['delete', 'flunder/bream', '--namespace=default']);
  });

  test('creates and deletes a Fischer, which is cluster-scoped', async () => {
    await cluster.apply([
      {
        apiVersion: 'wardle.example.com/v1alpha1',
        kind: 'Fischer',
        metadata: { name: 'finn' },
        disallowedFlunders: ['roach'],
      },
    ]);
    expect(await cluster.kubectl(['get', 'fischers', '-o', 'jsonpath={.items[*].disallowedFlunders}'])).toBe(
      '["roach"]',
    );
    await cluster.kubectl(['delete', 'fischer/finn']);
  });

  test('serves both versions, explains them, and is in the OpenAPI of the cluster', async () => {
    expect(
      (await cluster.kubectl(['api-resources', '--api-group=wardle.example.com', '--no-headers'])).trim().split('\n'),
    ).toHaveLength(2);
    // kube-apiserver reads the document of a server after the server has become available.
    await eventually('both versions are in the OpenAPI of the cluster', async () => {
      const { paths } = JSON.parse(await cluster.kubectl(['get', '--raw', '/openapi/v3'])) as { paths: object };
      return ['apis/wardle.example.com/v1alpha1', 'apis/wardle.example.com/v1beta1'].every(path => path in paths);
    });
    expect(await cluster.kubectl(['explain', 'flunders.spec', '--api-version=wardle.example.com/v1beta1'])).toContain(
      'GROUP:',
    );
  });

  test('leaves nothing behind when it is deleted', async () => {
    await cluster.kubectl(['delete', '-f', dist, `--timeout=${PATIENCE_SECONDS}s`]);
    const apis = JSON.parse(await cluster.kubectl(['get', 'apiservices', '-o', 'json'])) as {
      items: { metadata: { name: string }; status: { conditions: { type: string; status: string }[] } }[];
    };
    expect(
      apis.items
        .filter(
          ({ status }) =>
            !status.conditions.some(({ type, status: value }) => type === 'Available' && value === 'True'),
        )
        .map(({ metadata }) => metadata.name),
    ).toEqual([]);
    expect(await cluster.tryKubectl(['get', 'namespace', 'wardle'])).toMatchObject({ ok: false });
  });
});
