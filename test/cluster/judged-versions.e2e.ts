// The oldest and the newest supported kube-apiserver accept every object with strict validation, and keep each value.
import { BUILD_LIMIT } from './builds';
import { type OwnCluster, startCluster } from './cluster';
import { differences } from './differences';
import {
  type EmittedObject,
  createNamespaces,
  emittedApps,
  installCustomResources,
  listOf,
  nameOf,
} from './emitted-apps';
import { describeOwnCluster } from './existing-cluster';
import { recordFigure } from './figures';
import { NEWEST_VERSION, OLDEST_VERSION } from './versions';

describeOwnCluster.each([OLDEST_VERSION, NEWEST_VERSION])('kube-apiserver %s', version => {
  const apps = emittedApps(version);
  let cluster: OwnCluster;
  let validated = 0;
  let started = 0;
  beforeAll(async () => {
    started = Date.now();
    cluster = await startCluster({ nodes: 0, version, name: 'kube-apiserver alone' });
    await createNamespaces(cluster, apps);
    await installCustomResources(cluster);
  }, BUILD_LIMIT);
  afterAll(async () => {
    await cluster?.stop();
    recordFigure({
      what: `objects validated by kube-apiserver ${version}`,
      requests: validated,
      seconds: (Date.now() - started) / 1000,
    });
  });

  const dryRun = (objects: readonly EmittedObject[]) =>
    cluster.tryKubectl(['apply', '--server-side', '--dry-run=server', '--validate=strict', '-o', 'json', '-f', '-'], {
      stdin: listOf(objects),
    });

  test.each(apps)('accepts $name without a warning', async ({ objects }) => {
    const { ok, stdout, stderr } = await dryRun(objects);
    expect({ ok, stderr }).toEqual({ ok: true, stderr: '' });
    const { items } = JSON.parse(stdout) as { items: EmittedObject[] };
    expect(items.map(nameOf)).toEqual(objects.map(nameOf));
    expect(
      objects.flatMap((object, index) => differences(object, items[index]).map(line => `${nameOf(object)}: ${line}`)),
    ).toEqual([]);
    validated += objects.length;
  });

  test('refuses an unknown field', async () => {
    const { ok, stderr } = await dryRun([
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'a', namespace: 'default' },
        automountToken: false,
      },
    ]);
    expect({ ok, stderr }).toEqual({ ok: false, stderr: expect.stringContaining('unknown field "automountToken"') });
  });
});
