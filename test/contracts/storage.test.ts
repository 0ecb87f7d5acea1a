import { App } from 'cdk8s';
import { Backend, EtcdTls, ExtensionApiServerProps, Profile, Storage } from 'cdk8s-extension-api-server';
import { fixtureApp, KubernetesObject, objectsOf, serverWith } from '../construct/server-in-app';
import { fixturePair } from '../pki/fixture-pair';

/** One row for every storage. */
interface Row {
  readonly storage: () => Storage;
  /** Whether the server's health depends on an etcd. */
  readonly etcd: boolean;
  /** Whether the objects are lost with the pod, so that two pods would have different ones. */
  readonly inPod: boolean;
}

const client = fixturePair('etcd-client.example.com');
const servers = ['https://etcd-0.example.com:2379', 'https://etcd-1.example.com:2379'];

const STORAGES: Record<string, Row> = {
  none: { storage: () => Storage.none(), etcd: false, inPod: false },
  'etcd sidecar': { storage: () => Storage.etcdSidecar(), etcd: true, inPod: true },
  'etcd sidecar with another image': {
    storage: () => Storage.etcdSidecar({ image: 'registry.example.com/etcd:3.6.4' }),
    etcd: true,
    inPod: true,
  },
  'external etcd without TLS': {
    storage: () => Storage.externalEtcd({ servers: ['http://etcd:2379'], prefix: '/registry/catalog' }),
    etcd: true,
    inPod: false,
  },
  'external etcd with a client certificate as PEM': {
    storage: () => Storage.externalEtcd({ servers, tls: EtcdTls.fromPem(client) }),
    etcd: true,
    inPod: false,
  },
  'external etcd with a client certificate in a Secret': {
    storage: () => Storage.externalEtcd({ servers, tls: EtcdTls.fromSecret('etcd-client') }),
    etcd: true,
    inPod: false,
  },
};

interface Container {
  readonly name: string;
  readonly args?: readonly string[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [field: string]: any;
}

describe.each(Object.entries(STORAGES))('storage: %s', (_name, { storage, etcd, inPod }) => {
  const synth = (props: Partial<ExtensionApiServerProps> = {}, app: App = fixtureApp()): KubernetesObject[] => {
    serverWith({ storage: storage(), ...props }, app);
    return objectsOf(app);
  };
  const find = (objects: readonly KubernetesObject[], kind: string): KubernetesObject | undefined =>
    objects.find(object => object.kind === kind);
  const podOf = (objects: readonly KubernetesObject[]): KubernetesObject =>
    find(objects, 'Deployment')!.spec.template.spec;
  const containersOf = (objects: readonly KubernetesObject[]): Container[] => podOf(objects).containers;
  const objects = synth();

  test.each(Object.values(Profile))('profile %s: every mount has a volume, and every volume is mounted', profile => {
    const pod = podOf(synth({ profile }));
    const volumes = (pod.volumes as readonly { readonly name: string }[]).map(({ name }) => name);
    const mounted = (pod.containers as Container[]).flatMap(({ volumeMounts = [] }) =>
      volumeMounts.map(({ name }) => name),
    );
    expect(new Set(volumes).size).toBe(volumes.length);
    expect([...new Set(mounted)].sort()).toEqual([...volumes].sort());
  });

  test('every file that a flag names is in a folder that the server mounts', () => {
    const [server] = containersOf(objects);
    const named = server!.args!.flatMap(arg => /^--etcd-\w+file=(.+)$/.exec(arg)?.[1] ?? []);
    const folders = server!.volumeMounts!.map(({ mountPath }) => mountPath);
    expect(named.filter(file => !folders.some(folder => file.startsWith(`${folder}/`)))).toEqual([]);
  });

  test('the server gets the address of an etcd if its health depends on one', () => {
    const [server] = containersOf(objects);
    expect(server!.args!.filter(arg => arg.startsWith('--etcd-servers='))).toHaveLength(etcd ? 1 : 0);
    const live = etcd ? '/livez?exclude=etcd' : '/livez';
    expect(
      ['startupProbe', 'livenessProbe', 'readinessProbe'].map(probe => server![probe].httpGet.path as string),
    ).toEqual([live, live, '/readyz']);
  });

  test('the server is the first container, and "restricted" admits every other one', () => {
    const [server, ...others] = containersOf(objects);
    expect(server!.name).toBe('catalog');
    for (const { resources, securityContext } of others) {
      expect(securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
      expect(resources.limits.memory).toEqual(expect.any(String));
    }
  });

  test('profile BARE: no container has probes, resources or a security context', () => {
    const fields = containersOf(synth({ profile: Profile.BARE })).flatMap(container => Object.keys(container));
    expect(fields.filter(field => /Probe$|^resources$|^securityContext$/.test(field))).toEqual([]);
  });

  test('replicas: one if the objects are in the pod, otherwise those of the profile', () => {
    expect(find(objects, 'Deployment')!.spec.replicas).toBe(inPod ? 1 : 2);
    expect(find(objects, 'PodDisruptionBudget') === undefined).toBe(inPod);
    const three = (): KubernetesObject[] => synth({ replicas: 3 });
    if (inPod) {
      expect(three).toThrow(/^app\/catalog: replicas must be 1: .+, got 3; use Storage\.externalEtcd\(\) for more$/);
    } else {
      expect(find(three(), 'Deployment')!.spec.replicas).toBe(3);
    }
  });

  test("the user's args are added after those of the storage", () => {
    const [server] = containersOf(objects);
    expect(containersOf(synth({ args: ['--v=2'] }))[0]!.args).toEqual([...server!.args!, '--v=2']);
  });

  test('a private key is in a Secret and nowhere else', () => {
    const text = (kind: (kind: string) => boolean): string =>
      objects
        .filter(object => kind(object.kind))
        .map(object => JSON.stringify(object))
        .join('');
    const key = Buffer.from(client.privateKey).toString('base64');
    expect(text(kind => kind !== 'Secret')).not.toMatch(new RegExp(`PRIVATE KEY|${key.slice(0, 60)}`));
    const mounted = (
      podOf(objects).volumes as readonly { readonly secret?: { readonly secretName: string } }[]
    ).flatMap(({ secret }) => secret?.secretName ?? []);
    const emitted = objects.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => metadata.name);
    expect(emitted.filter(name => !mounted.includes(name))).toEqual([]);
  });

  test('synthesized twice, it emits the same objects', () => {
    expect(synth()).toEqual(objects);
  });

  test.each([
    ['pods that exist', Backend.fromPods({ app: 'catalog' })],
    ['addresses outside', Backend.addresses(['192.0.2.10'])],
  ])('a backend of %s refuses it where objects are kept', (_backend, backend) => {
    const build = (): unknown => synth({ image: undefined, backend });
    const message = /^app\/catalog: storage must not be given for a backend whose pods are not emitted, got /;
    (etcd ? expect(build) : expect(build).not).toThrow(etcd ? message : undefined);
  });

  test('the ClusterRole has the rules for admission where objects are kept', () => {
    const rules = JSON.stringify(find(objects, 'ClusterRole')?.rules ?? []);
    expect(rules.includes('admissionregistration.k8s.io')).toBe(etcd);
  });
});
