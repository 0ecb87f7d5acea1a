// Emitted objects do not drift: applied and read back, no field has another value, and a second apply changes nothing.
import { QUANTITIES, UNUSUAL_QUANTITIES } from '../kubernetes/quantities';
import { BUILD_LIMIT } from './builds';
import { type OwnCluster, startCluster } from './cluster';
import { differences } from './differences';
import {
  type EmittedObject,
  createNamespaces,
  emittedApps,
  installCustomResources,
  isNamespace,
  listOf,
  nameOf,
} from './emitted-apps';
import { describeOwnCluster } from './existing-cluster';
import { recordFigure } from './figures';
import { NODE_VERSION } from './versions';

const apps = emittedApps(NODE_VERSION);

describeOwnCluster('emitted objects do not drift', () => {
  let cluster: OwnCluster;
  let applied = 0;
  let started = 0;
  beforeAll(async () => {
    started = Date.now();
    cluster = await startCluster({ nodes: 0, name: 'drift' });
    await createNamespaces(cluster, apps);
    await installCustomResources(cluster);
  }, BUILD_LIMIT);
  afterAll(async () => {
    await cluster?.stop();
    recordFigure({
      what: `objects applied and read back, Kubernetes ${NODE_VERSION}`,
      requests: applied,
      seconds: (Date.now() - started) / 1000,
    });
  });

  test.each(apps)('$name', async ({ objects }) => {
    try {
      await cluster.apply(objects, '--server-side');
      const live = await read(cluster, objects);
      expect(
        objects.flatMap((object, index) => differences(object, live[index]).map(line => `${nameOf(object)}: ${line}`)),
      ).toEqual([]);
      await cluster.apply(objects, '--server-side');
      expect((await read(cluster, objects)).map(withoutStatus)).toEqual(live.map(withoutStatus));
      applied += objects.length;
    } finally {
      // Apps share names. Namespaces stay: no controller manager would delete them.
      await cluster.kubectl(['delete', '--ignore-not-found', '-f', '-'], {
        stdin: listOf(objects.filter(object => !isNamespace(object))),
      });
    }
  });

  // The reason for lib/kubernetes/canonical-form.ts. Exact, so that a release that rewrites less or more fails the
  // test.
  test('without the canonical form: Kubernetes rewrites quantities and drops empty values', async () => {
    const container = {
      name: 'a',
      image: 'a:1',
      args: [],
      env: [{ name: 'A', value: '' }],
      stdin: false,
      livenessProbe: { initialDelaySeconds: 0, periodSeconds: 0, tcpSocket: { port: 1 } },
      resources: { limits: { cpu: 0.5, memory: '1024Mi' } },
      securityContext: { privileged: false, runAsUser: 0 },
    };
    const emitted = podTemplate({
      containers: [container],
      hostNetwork: false,
      nodeSelector: {},
      enableServiceLinks: false,
    });
    expect(
      differences(emitted, await wouldBe(cluster, emitted)).map(line => line.replace('template.spec.', '')),
    ).toEqual([
      'containers[0].args is gone, emitted []',
      'containers[0].env[0].value is gone, emitted ""',
      'containers[0].stdin is gone, emitted false',
      'containers[0].livenessProbe.initialDelaySeconds is gone, emitted 0',
      'containers[0].livenessProbe.periodSeconds is 10, emitted 0',
      'containers[0].resources.limits.cpu is "500m", emitted 0.5',
      'containers[0].resources.limits.memory is "1Gi", emitted "1024Mi"',
      'hostNetwork is gone, emitted false',
      'nodeSelector is gone, emitted {}',
    ]);
  });

  test('quantities: Kubernetes writes each as the library does, and keeps that form', async () => {
    const given = QUANTITIES.map(([written]) => written);
    const ours = QUANTITIES.map(([, kept]) => kept);
    expect(await keptSizes(cluster, given)).toEqual(ours);
    const all = [...ours, ...UNUSUAL_QUANTITIES.map(([, kept]) => kept)];
    expect(await keptSizes(cluster, all)).toEqual(all);
  });
});

async function keptSizes(cluster: OwnCluster, sizes: readonly string[]): Promise<string[]> {
  const volumes = sizes.map((sizeLimit, index) => ({ name: `v${index}`, emptyDir: { sizeLimit } }));
  const kept = (await wouldBe(
    cluster,
    podTemplate({ containers: [{ name: 'a', image: 'a:1' }], volumes }),
  )) as unknown as { template: { spec: { volumes: typeof volumes } } };
  return kept.template.spec.volumes.map(({ emptyDir }) => emptyDir.sizeLimit);
}

/** The smallest object that contains a pod template, and that no controller runs. */
function podTemplate(spec: object): EmittedObject {
  return { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'a', namespace: 'default' }, template: { spec } };
}

async function wouldBe(cluster: OwnCluster, object: EmittedObject): Promise<EmittedObject> {
  return JSON.parse(
    await cluster.kubectl(['create', '--dry-run=server', '-o', 'json', '-f', '-'], { stdin: JSON.stringify(object) }),
  ) as EmittedObject;
}

/** In the order of the arguments. */
async function read(cluster: OwnCluster, objects: readonly EmittedObject[]): Promise<EmittedObject[]> {
  const found = JSON.parse(
    await cluster.kubectl(['get', '-f', '-', '-o', 'json', '--show-managed-fields'], { stdin: listOf(objects) }),
  ) as { items: EmittedObject[] };
  expect(found.items.map(nameOf)).toEqual(objects.map(nameOf));
  return found.items;
}

/**
 * An APIService without its status and `resourceVersion`: kube-apiserver updates the status of an unavailable one, and
 * with a changing error text of a name server never stops.
 * https://github.com/kubernetes/kube-aggregator/blob/v0.34.2/pkg/controllers/status/remote/remote_available_controller.go
 */
function withoutStatus(object: EmittedObject): object {
  if (object.kind !== 'APIService') return object;
  const { status: _status, metadata, ...rest } = object;
  const {
    resourceVersion: _resourceVersion,
    managedFields = [],
    ...ours
  } = metadata as EmittedObject['metadata'] & { readonly managedFields?: readonly { readonly subresource?: string }[] };
  return {
    ...rest,
    metadata: { ...ours, managedFields: managedFields.filter(({ subresource }) => subresource !== 'status') },
  };
}
