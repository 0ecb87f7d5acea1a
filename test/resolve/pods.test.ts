import { k8s } from 'cdk8s-plus-27';
import {
  Backend,
  ContainerOptions,
  ExtensionApiServerProps,
  PodOptions,
  Profile,
  SecureServing,
  ServiceOptions,
  Storage,
  Tls,
} from 'cdk8s-extension-api-server';
import { fixtureApp, KubernetesObject, objectsOf, serverWith } from '../construct/server-in-app';

function workloadOf(props: Partial<ExtensionApiServerProps>): KubernetesObject {
  const app = fixtureApp();
  serverWith(props, app);
  return objectsOf(app).find(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')!;
}
const serviceOf = (props: Partial<ExtensionApiServerProps>): KubernetesObject => {
  const app = fixtureApp();
  serverWith(props, app);
  return objectsOf(app).find(({ kind }) => kind === 'Service')!;
};
const podOf = (props: Partial<ExtensionApiServerProps>): KubernetesObject['spec'] =>
  workloadOf(props).spec.template.spec;
const containerOf = (props: Partial<ExtensionApiServerProps>): KubernetesObject['spec'] => podOf(props).containers[0];

describe('a field that the user gives', () => {
  test('a probe with another action replaces the action of the default', () => {
    expect(containerOf({ container: { livenessProbe: { exec: { command: ['true'] } } } }).livenessProbe).toEqual({
      exec: { command: ['true'] },
    });
  });

  test('a probe with one field keeps the other fields of the default', () => {
    expect(containerOf({ container: { readinessProbe: { timeoutSeconds: 3 } } }).readinessProbe).toEqual({
      httpGet: { path: '/readyz', port: 10250, scheme: 'HTTPS' },
      periodSeconds: 5,
      failureThreshold: 2,
      timeoutSeconds: 3,
    });
  });

  test('fields that are newer than the types reach the YAML', () => {
    const restartPolicyRules = [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }];
    const pod = podOf({
      container: { restartPolicy: 'OnFailure', restartPolicyRules } as ContainerOptions,
      pod: {
        resources: { limits: { memory: '1Gi' } },
        initContainers: [{ name: 'proxy', restartPolicy: 'Always' } as k8s.Container],
      } as PodOptions,
    });
    expect(pod.containers[0]).toMatchObject({ restartPolicy: 'OnFailure', restartPolicyRules });
    expect(pod.initContainers[0]).toMatchObject({ name: 'proxy', restartPolicy: 'Always' });
    expect(pod.resources).toEqual({ limits: { memory: '1Gi' } });
    const service = serviceOf({ service: { trafficDistribution: 'PreferSameZone' } as ServiceOptions });
    expect(service.spec.trafficDistribution).toBe('PreferSameZone');
  });

  test('strategy.type Recreate drops rollingUpdate', () => {
    expect(workloadOf({ backend: Backend.deployment({ strategy: { type: 'Recreate' } }) }).spec.strategy).toEqual({
      type: 'Recreate',
    });
  });

  test('minReadySeconds is given, even as 0: it replaces the default', () => {
    expect(workloadOf({ backend: Backend.deployment({ minReadySeconds: 30 }) }).spec.minReadySeconds).toBe(30);
    expect(workloadOf({ backend: Backend.statefulSet({ minReadySeconds: 0 }) }).spec).not.toHaveProperty(
      'minReadySeconds',
    );
  });

  test('terminationGracePeriodSeconds below 5 shortens preStop, and 0 removes it', () => {
    const pause = (terminationGracePeriodSeconds: number): unknown =>
      containerOf({ pod: { terminationGracePeriodSeconds } }).lifecycle?.preStop.sleep.seconds;
    expect([60, 5, 3, 0].map(pause)).toEqual([5, 5, 3, undefined]);
  });

  test('a given request above the default limit raises it, a given limit below the default request lowers it', () => {
    const { fromString } = k8s.Quantity;
    const resources = (given: k8s.ResourceRequirements, profile = Profile.PRODUCTION): unknown =>
      containerOf({ profile, container: { resources: given } }).resources;
    expect(resources({ requests: { memory: fromString('1Gi') } })).toMatchObject({
      requests: { cpu: '100m', memory: '1Gi' },
      limits: { memory: '1Gi' },
    });
    expect(resources({ requests: { memory: fromString('256Mi') } })).toMatchObject({
      requests: { memory: '256Mi' },
      limits: { memory: '512Mi' },
    });
    expect(
      resources({ limits: { memory: fromString('64Mi'), 'ephemeral-storage': fromString('64Mi') } }),
    ).toMatchObject({
      requests: { memory: '64Mi', 'ephemeral-storage': '64Mi' },
      limits: { memory: '64Mi', 'ephemeral-storage': '64Mi' },
    });
    expect(resources({ limits: { memory: fromString('32Mi') } }, Profile.DEVELOPMENT)).toEqual({
      requests: { cpu: '10m', memory: '32Mi' },
      limits: { memory: '32Mi' },
    });
    expect(resources({ limits: { memory: fromString('32Mi') } }, Profile.BARE)).toEqual({ limits: { memory: '32Mi' } });
  });

  test('progressDeadlineSeconds of 5 or less shortens minReadySeconds', () => {
    const seconds = (progressDeadlineSeconds: number): unknown =>
      workloadOf({ backend: Backend.deployment({ progressDeadlineSeconds }) }).spec.minReadySeconds;
    expect([600, 6, 5, 1].map(seconds)).toEqual([5, 5, 4, undefined]);
  });

  test('with hostNetwork, a given part of rollingUpdate is completed with the usual default', () => {
    const backend = Backend.deployment({
      strategy: { rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(0) } },
    });
    expect(
      workloadOf({ backend, pod: { hostNetwork: true }, port: 4443, namespaceObject: { enabled: false } }).spec.strategy
        .rollingUpdate,
    ).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  });

  test('with hostNetwork, the old pod stops before the new one starts', () => {
    expect(
      workloadOf({ pod: { hostNetwork: true }, port: 4443, namespaceObject: { enabled: false } }).spec.strategy
        .rollingUpdate,
    ).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });

  test('with an etcd, its health is part of readiness and not of liveness', () => {
    const paths = (storage?: Storage): unknown =>
      ['startupProbe', 'livenessProbe', 'readinessProbe'].map(probe => containerOf({ storage })[probe].httpGet.path);
    expect(paths(Storage.externalEtcd({ servers: ['http://etcd:2379'] }))).toEqual([
      '/livez?exclude=etcd',
      '/livez?exclude=etcd',
      '/readyz',
    ]);
    expect(paths()).toEqual(['/livez', '/livez', '/readyz']);
  });

  test('a port flag in args that equals port is kept', () => {
    expect(containerOf({ args: ['--secure-port', '10250'] }).args.slice(-2)).toEqual(['--secure-port', '10250']);
    expect(containerOf({ args: ['--secure-port=$(PORT)'] }).args.slice(-1)).toEqual(['--secure-port=$(PORT)']);
  });

  test('a nodePort under the name https is added to the default port', () => {
    const { ports } = serviceOf({
      service: { type: 'NodePort', ports: [{ name: 'https', port: 443, nodePort: 30443 }] },
    }).spec;
    expect(ports).toEqual([
      { name: 'https', appProtocol: 'https', nodePort: 30443, port: 443, protocol: 'TCP', targetPort: 'https' },
    ]);
  });

  test.each<[string, Partial<ExtensionApiServerProps>]>([
    ['the one value that a pod can have', { pod: { restartPolicy: 'Always' } as PodOptions }],
    [
      'no containers, no name outside',
      { pod: { containers: [] } as PodOptions, service: { externalName: '', selector: {} } },
    ],
    ['no labels of a Namespace', { namespaceObject: { enabled: false, labels: {} } }],
  ])('what says nothing is not refused: %s', (_what, props) => {
    expect(serviceOf(props).spec.selector).toEqual(serviceOf({}).spec.selector);
  });

  test.each<[string, Partial<ExtensionApiServerProps>]>([
    [
      'labels of the pods',
      {
        backend: Backend.deployment({ selectorLabels: { app: 'catalog' } }),
        service: { selector: { app: 'catalog' }, type: 'NodePort' },
      },
    ],
    [
      'labels that the pods have beside',
      {
        pod: { labels: { track: 'stable' } },
        metadata: { labels: { tier: 'gold' } },
        service: { selector: { track: 'stable', tier: 'gold' } },
      },
    ],
    [
      'labels of existing pods',
      {
        image: undefined,
        backend: Backend.fromPods({ app: 'x', tier: 'gold' }),
        service: { selector: { tier: 'gold', app: 'x' } },
      },
    ],
    [
      'a name outside',
      {
        image: undefined,
        backend: Backend.externalName('api.example.com'),
        service: { type: 'ExternalName', externalName: 'api.example.com' },
      },
    ],
  ])('a Service may repeat what the backend says: %s', (_what, props) => {
    const { type, selector, externalName } = serviceOf({ ...props, service: undefined }).spec;
    expect(serviceOf(props).spec).toMatchObject({
      ...(type && { type }),
      ...(selector && { selector }),
      ...(externalName && { externalName }),
    });
  });

  test('a given preStop hook replaces the default sleep', () => {
    expect(containerOf({ container: { lifecycle: { preStop: { exec: { command: ['/drain'] } } } } }).lifecycle).toEqual(
      { preStop: { exec: { command: ['/drain'] } } },
    );
  });

  test('a given volume with the name of a default one replaces it', () => {
    const { volumes } = podOf({ pod: { volumes: [{ name: 'writable-tmp', emptyDir: { medium: 'Memory' } }] } });
    expect(volumes.slice(-1)).toEqual([{ name: 'writable-tmp', emptyDir: { medium: 'Memory' } }]);
  });

  test('given topologySpreadConstraints replace the default, and an empty list removes it', () => {
    expect(podOf({ pod: { topologySpreadConstraints: [] } })).not.toHaveProperty('topologySpreadConstraints');
  });

  test('a server that makes its own certificate can write to /tmp, whatever writablePaths has', () => {
    const {
      containers: [{ args, volumeMounts }],
    } = podOf({ tls: Tls.dangerouslySkipVerification(), container: { writablePaths: ['/data'] } });
    expect([args.at(-1), volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath)]).toEqual([
      '--cert-dir=/tmp',
      expect.arrayContaining(['/tmp', '/data']),
    ]);
  });

  test.each<[string, Partial<ExtensionApiServerProps>]>([
    ['writes it elsewhere', { args: ['--cert-dir=/certs'], container: { writablePaths: ['/certs'] } }],
    [
      "has a volume of the user's there",
      {
        container: { writablePaths: [], volumeMounts: [{ name: 'mine', mountPath: '/tmp/' }] },
        pod: { volumes: [{ name: 'mine', emptyDir: {} }] },
      },
    ],
    ['has it in another spelling', { container: { writablePaths: ['/tmp/'] } }],
  ])('a server that makes its own certificate gets no /tmp of ours where it %s', (_what, props) => {
    const mounts = podOf({ tls: Tls.dangerouslySkipVerification(), ...props }).containers[0].volumeMounts.map(
      ({ mountPath }: { mountPath: string }) => mountPath,
    );
    expect(mounts.filter((path: string) => path.startsWith('/tmp')).length).toBe(props.args ? 0 : 1);
  });

  test('two writablePaths with similar names get two volumes', () => {
    const { volumes } = podOf({ container: { writablePaths: ['/data/a', '/data-a', '/data/a/', '/data-a-2'] } });
    expect(
      volumes.map(({ name }: { name: string }) => name).filter((name: string) => name.startsWith('writable')),
    ).toEqual(['writable-data-a', 'writable-data-a-2', 'writable-data-a-3', 'writable-data-a-2-2']);
  });

  test('writablePaths is empty: no emptyDir is emitted', () => {
    expect(podOf({ container: { writablePaths: [] } }).volumes.map(({ name }: { name: string }) => name)).toEqual([
      'certificate',
      'service-account',
    ]);
  });

  test('a given flag replaces the default flag of the same name', () => {
    const { args } = containerOf({
      args: ['--etcd-servers=http://elsewhere:2379', '--tls-cert-file=/mine'],
      storage: Storage.externalEtcd({ servers: ['http://etcd:2379'] }),
    });
    expect(args).toEqual([
      '--secure-port=10250',
      '--tls-private-key-file=/etc/extension-api-server/tls/tls.key',
      '--etcd-servers=http://elsewhere:2379',
      '--tls-cert-file=/mine',
    ]);
  });

  test('pods keep the selector labels, whatever other labels are given', () => {
    const { spec } = workloadOf({
      backend: Backend.deployment({ selectorLabels: { app: 'old' } }),
      pod: { labels: { app: 'new', tier: 'gold' } },
    });
    expect([spec.selector.matchLabels, spec.template.metadata.labels]).toEqual([
      { app: 'old' },
      expect.objectContaining({ app: 'old', tier: 'gold' }),
    ]);
  });
});

describe('secure serving', () => {
  const TABLE: [string, Partial<ExtensionApiServerProps>, string[], object | undefined][] = [
    [
      'the flags of k8s.io/apiserver',
      {},
      [
        '--secure-port=10250',
        '--tls-cert-file=/etc/extension-api-server/tls/tls.crt',
        '--tls-private-key-file=/etc/extension-api-server/tls/tls.key',
      ],
      undefined,
    ],
    [
      'other flags and files',
      {
        secureServing: SecureServing.flags({
          certificateFlag: '--cert',
          privateKeyFlag: '--key',
          portFlag: '--port',
          mountPath: '/tls',
          certificateFile: 'a.pem',
        }),
      },
      ['--port=10250', '--cert=/tls/a.pem', '--key=/tls/tls.key'],
      [
        { key: 'tls.crt', path: 'a.pem' },
        { key: 'tls.key', path: 'tls.key' },
      ],
    ],
    [
      'flags without a port',
      { secureServing: SecureServing.flags({ portFlag: '' }) },
      [
        '--tls-cert-file=/etc/extension-api-server/tls/tls.crt',
        '--tls-private-key-file=/etc/extension-api-server/tls/tls.key',
      ],
      undefined,
    ],
  ];
  test.each(TABLE)('%s', (_name, props, args, items) => {
    const pod = podOf(props);
    expect([
      pod.containers[0].args,
      pod.volumes.find(({ name }: { name: string }) => name === 'certificate').secret.items,
    ]).toEqual([args, items]);
  });

  test('environment variables get the paths and the port', () => {
    const container = containerOf({
      secureServing: SecureServing.environment({
        certificateVariable: 'CERT',
        privateKeyVariable: 'KEY',
        portVariable: 'PORT',
      }),
      env: [{ name: 'A', value: '1' }],
    });
    expect([container.args, container.env]).toEqual([
      undefined,
      [
        { name: 'CERT', value: '/etc/extension-api-server/tls/tls.crt' },
        { name: 'KEY', value: '/etc/extension-api-server/tls/tls.key' },
        { name: 'PORT', value: '10250' },
        { name: 'A', value: '1' },
      ],
    ]);
  });

  test('no mount: the pod has no certificate volume', () => {
    expect(
      podOf({ secureServing: SecureServing.unmounted() }).volumes.map(({ name }: { name: string }) => name),
    ).toEqual(['service-account', 'writable-tmp']);
  });

  test('a server that makes its own certificate gets --cert-dir with a writable folder', () => {
    expect(containerOf({ tls: Tls.dangerouslySkipVerification() }).args).toEqual([
      '--secure-port=10250',
      '--cert-dir=/tmp',
    ]);
  });
});

describe('profiles', () => {
  const summary = (profile: Profile): object => {
    const { spec } = workloadOf({ profile });
    const { spec: pod } = spec.template;
    const [container] = pod.containers;
    return {
      replicas: spec.replicas,
      strategy: spec.strategy?.rollingUpdate,
      counts: spec.minReadySeconds,
      spread: pod.topologySpreadConstraints?.[0].topologyKey,
      user: pod.securityContext?.runAsUser,
      readOnly: container.securityContext?.readOnlyRootFilesystem,
      probes: Object.keys(container).filter(field => field.endsWith('Probe')),
      cpuLimit: container.resources?.limits?.cpu,
      memoryLimit: container.resources?.limits?.memory,
      token: pod.volumes.some(({ name }: { name: string }) => name === 'service-account'),
    };
  };

  test('PRODUCTION', () => {
    expect(summary(Profile.PRODUCTION)).toEqual({
      replicas: 2,
      strategy: { maxSurge: 1, maxUnavailable: 0 },
      counts: 5,
      spread: 'kubernetes.io/hostname',
      user: 65532,
      readOnly: true,
      probes: ['livenessProbe', 'readinessProbe', 'startupProbe'],
      cpuLimit: undefined,
      memoryLimit: '512Mi',
      token: true,
    });
  });

  test('DEVELOPMENT', () => {
    expect(summary(Profile.DEVELOPMENT)).toEqual({
      replicas: 1,
      strategy: undefined,
      counts: undefined,
      spread: undefined,
      user: 65532,
      readOnly: true,
      probes: ['livenessProbe', 'readinessProbe', 'startupProbe'],
      cpuLimit: undefined,
      memoryLimit: undefined,
      token: true,
    });
  });

  test('BARE', () => {
    expect(summary(Profile.BARE)).toEqual({
      replicas: 1,
      strategy: undefined,
      counts: undefined,
      spread: undefined,
      user: undefined,
      readOnly: undefined,
      probes: [],
      cpuLimit: undefined,
      memoryLimit: undefined,
      token: false,
    });
  });

  test('a StatefulSet is spread without pod-template-hash, which only Deployments have', () => {
    expect(
      workloadOf({ backend: Backend.statefulSet() }).spec.template.spec.topologySpreadConstraints[0],
    ).not.toHaveProperty('matchLabelKeys');
  });
});

describe('the token of the ServiceAccount', () => {
  const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount';
  const withToken = (props: Partial<ExtensionApiServerProps>): string[] =>
    podOf(props)
      .containers.filter(({ volumeMounts = [] }: KubernetesObject['spec']) =>
        volumeMounts.some(({ mountPath }: { mountPath: string }) => mountPath === TOKEN),
      )
      .map(({ name }: { name: string }) => name);

  test('is mounted into the container of the server and not into the etcd sidecar', () => {
    expect(withToken({ storage: Storage.etcdSidecar() })).toEqual(['catalog']);
  });

  test.each([true, false])(
    'is for all containers or for none where the user says so: %s',
    automountServiceAccountToken => {
      const pod = { automountServiceAccountToken };
      expect(withToken({ pod })).toEqual([]);
      expect(podOf({ pod })).toMatchObject(pod);
    },
  );
});

describe('containers beside the server', () => {
  const contexts = (props: Partial<ExtensionApiServerProps>, securityContext?: k8s.SecurityContext): unknown[] => {
    const named = (name: string) => [{ name, image: 'beside:1', securityContext }];
    const { containers, initContainers } = podOf({
      pod: { sidecars: named('beside'), initContainers: named('before') },
      ...props,
    });
    return [containers[1].securityContext, initContainers[0].securityContext];
  };
  const ADMITTED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

  test('are admitted in a namespace that enforces "restricted"', () => {
    expect(contexts({})).toEqual([ADMITTED, ADMITTED]);
  });

  test('keep each field that the user gives', () => {
    const own = { capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] }, readOnlyRootFilesystem: true };
    expect(contexts({}, own)).toEqual([
      { ...ADMITTED, ...own },
      { ...ADMITTED, ...own },
    ]);
  });

  test.each([
    ['that are privileged', { namespaceObject: { enabled: false } }, { privileged: true }],
    ['of a bare server', { profile: Profile.BARE }, undefined],
  ])('are left alone: those %s', (_name, props, own) => {
    expect(contexts(props, own)).toEqual([own, own]);
  });
});

test('a ServiceAccount for existing pods mounts its token, because those pods may not ask for one', () => {
  const account = (props: Partial<ExtensionApiServerProps>): KubernetesObject => {
    const app = fixtureApp();
    serverWith(props, app);
    return objectsOf(app).find(({ kind }) => kind === 'ServiceAccount')!;
  };
  expect(account({ image: undefined, backend: Backend.fromPods({ app: 'x' }) })).not.toHaveProperty(
    'automountServiceAccountToken',
  );
  expect(account({})).toMatchObject({ automountServiceAccountToken: false });
});

test('a StatefulSet with volumeClaimTemplates has one replica unless replicas is given', () => {
  const claim = { metadata: { name: 'data' }, spec: {} };
  const replicas = (props: Partial<ExtensionApiServerProps>): number => workloadOf(props).spec.replicas;
  expect(replicas({ backend: Backend.statefulSet({ volumeClaimTemplates: [claim] }) })).toBe(1);
  expect(replicas({ backend: Backend.statefulSet({ volumeClaimTemplates: [claim] }), replicas: 3 })).toBe(3);
  expect(replicas({ backend: Backend.statefulSet() })).toBe(2);
});

test('an installer of kind Group gets the apiGroup that Kubernetes would default', () => {
  const app = fixtureApp();
  serverWith({ rbac: { installer: { kind: 'Group', name: 'platform' } } }, app);
  const binding = objectsOf(app).find(
    ({ kind, metadata }) => kind === 'ClusterRoleBinding' && metadata.name.includes('installer'),
  ) as unknown as { subjects: object[] };
  expect(binding.subjects).toEqual([{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'platform' }]);
});

test('addresses of a backend are emitted in canonical form', () => {
  const app = fixtureApp();
  serverWith({ image: undefined, backend: Backend.addresses(['2001:DB8:0::0001', '192.0.2.1']) }, app);
  const slices = objectsOf(app).filter(({ kind }) => kind === 'EndpointSlice') as unknown as {
    endpoints: { addresses: string[] }[];
  }[];
  expect(slices.flatMap(({ endpoints }) => endpoints.flatMap(({ addresses }) => addresses))).toEqual([
    '192.0.2.1',
    '2001:db8::1',
  ]);
});

test('given affinity is added to the default preference for other nodes', () => {
  const { affinity } = podOf({ pod: { affinity: { nodeAffinity: {} } } });
  expect(Object.keys(affinity)).toEqual(['nodeAffinity', 'podAntiAffinity']);
});

describe('objects that depend on props', () => {
  const kindsOf = (props: Partial<ExtensionApiServerProps>): string[] => {
    const app = fixtureApp();
    serverWith(props, app);
    return objectsOf(app).flatMap(({ kind, metadata }) => [kind, `${kind}/${metadata.name}`]);
  };
  const outside = { image: undefined, backend: Backend.addresses(['192.0.2.1']) };
  const existing = { image: undefined, backend: Backend.fromPods({ app: 'x' }) };

  const TABLE: [string, Partial<ExtensionApiServerProps>, { present?: string[]; absent?: string[] }][] = [
    [
      'a StatefulSet has a Service for its pods',
      { backend: Backend.statefulSet() },
      { present: ['Service/catalog', 'Service/catalog-pods'] },
    ],
    ['a Deployment has none', {}, { present: ['Service/catalog'], absent: ['Service/catalog-pods'] }],
    ['one replica has no disruption budget', { replicas: 1 }, { absent: ['PodDisruptionBudget'] }],
    [
      'an etcd sidecar allows one replica, and so no disruption budget',
      { storage: Storage.etcdSidecar() },
      { absent: ['PodDisruptionBudget'] },
    ],
    [
      'a budget that is given is emitted in any profile',
      {
        profile: Profile.DEVELOPMENT,
        replicas: 2,
        podDisruptionBudget: { maxUnavailable: k8s.IntOrString.fromNumber(1) },
      },
      { present: ['PodDisruptionBudget'] },
    ],
    [
      'a network policy that is given is emitted in any profile',
      { profile: Profile.BARE, networkPolicy: { from: [{ podSelector: {} }] } },
      { present: ['NetworkPolicy'] },
    ],
    [
      'pods of somebody else are not fenced in',
      existing,
      {
        absent: ['NetworkPolicy', 'PodDisruptionBudget', 'Deployment', 'Namespace'],
        present: ['Secret', 'ServiceAccount'],
      },
    ],
    [
      'a server outside has no pods, Secret or policy, but an account',
      outside,
      {
        absent: ['NetworkPolicy', 'PodDisruptionBudget', 'Deployment', 'Secret'],
        present: ['EndpointSlice', 'ServiceAccount', 'Namespace'],
      },
    ],
    ['kube-system is there already', { namespace: 'kube-system' }, { absent: ['Namespace'] }],
    ['a namespace that somebody else makes', { namespaceObject: { enabled: false } }, { absent: ['Namespace'] }],
    [
      'an account that exists',
      { rbac: { serviceAccountName: 'mine' } },
      { absent: ['ServiceAccount'], present: ['ClusterRoleBinding'] },
    ],
    ['no delegation', { rbac: { delegation: false } }, { absent: ['RoleBinding'] }],
    [
      'no rules, no role',
      { rbac: { delegation: false, apiserverRules: false } },
      { absent: ['ClusterRole', 'ClusterRoleBinding', 'RoleBinding'] },
    ],
  ];
  test.each(TABLE)('%s', (_name, props, { present = [], absent = [] }) => {
    const kinds = kindsOf(props);
    expect(present.filter(kind => !kinds.includes(kind))).toEqual([]);
    expect(absent.filter(kind => kinds.includes(kind))).toEqual([]);
  });
});
