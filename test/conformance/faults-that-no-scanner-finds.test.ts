// Five faults that no scanner finds (docs/security.md, "What no scanner finds"): the library never emits them, refuses
// them, or prints a notice.
import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import {
  Backend,
  ExtensionApiServer,
  ExtensionApiServerProps,
  Profile,
  Storage,
  Tls,
} from 'cdk8s-extension-api-server';
import { fixtureApp, KubernetesObject, objectsOf, REQUIRED, serverWith } from '../construct/server-in-app';

function emitted(props: Partial<ExtensionApiServerProps>): KubernetesObject[] {
  const app = fixtureApp();
  serverWith(props, app);
  return objectsOf(app);
}

/** Props that lead to every branch by which these objects come about. */
const KINDS: [string, Partial<ExtensionApiServerProps>][] = [
  ['in production', {}],
  ['in development', { profile: Profile.DEVELOPMENT }],
  ['bare', { profile: Profile.BARE }],
  ['with an etcd beside it', { storage: Storage.etcdSidecar() }],
  ['as a StatefulSet', { backend: Backend.statefulSet() }],
  ['with its pods elsewhere', { image: undefined, backend: Backend.fromPods({ app: 'x' }) }],
  ['outside the cluster', { image: undefined, backend: Backend.addresses(['192.0.2.1']) }],
  ['with an installer', { rbac: { installer: { kind: 'User', name: 'deployer' } } }],
];

describe('rights on all Secrets', () => {
  const overSecrets = (objects: KubernetesObject[]): unknown[] =>
    objects
      .flatMap(({ rules = [] }) => rules)
      .filter(({ resources = [] }: k8s.PolicyRule) =>
        resources.some(resource => resource === '*' || resource.startsWith('secrets')),
      );

  test.each(KINDS)('no emitted rule grants them: %s', (_name, props) => {
    expect(overSecrets(emitted(props))).toEqual([]);
  });

  /** A notice is printed once a process, so each rule belongs to a chart of its own. */
  const said = (chart: string, rule: k8s.PolicyRule): string => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const rules = [{ verbs: ['get'], apiGroups: ['apps'], resources: ['deployments'] }, rule];
      new ExtensionApiServer(new Chart(fixtureApp(), chart), 'catalog', { ...REQUIRED, rules });
      return write.mock.calls.map(([text]) => String(text)).join('');
    } finally {
      write.mockRestore();
    }
  };

  test.each([
    ['list', { apiGroups: [''], resources: ['configmaps', 'secrets'], verbs: ['list'] }],
    ['watch', { apiGroups: ['', 'apps'], resources: ['secrets'], verbs: ['watch'] }],
    ['wildcards', { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  ])('given by the user: a notice is printed: %s', (chart, rule) => {
    expect(said(chart, rule)).toBe(
      `notice: ${chart}/catalog: rules[1] lets the server read every Secret in the cluster; narrow it by ` +
        'resourceNames, or by a Role in each namespace that it concerns\n',
    );
  });

  test.each([
    ['by-name', { apiGroups: [''], resources: ['secrets'], resourceNames: ['catalog'], verbs: ['get'] }],
    ['other-group', { apiGroups: ['secrets.example.com'], resources: ['secrets'], verbs: ['get'] }],
    ['to-make', { apiGroups: [''], resources: ['secrets'], verbs: ['create'] }],
    ['others', { apiGroups: [''], resources: ['configmaps'], verbs: ['list'] }],
  ])('%s is no such right: no notice', (chart, rule) => {
    expect(said(chart, rule)).toBe('');
  });
});

describe('a disruption budget that forbids every eviction', () => {
  /**
   * How many pods Kubernetes evicts while all are well:
   * https://github.com/kubernetes/kubernetes/blob/v1.34.2/pkg/controller/disruption/disruption.go
   */
  const allowed = (
    replicas: number,
    { minAvailable, maxUnavailable }: Partial<Record<string, number | string>>,
  ): number => {
    const share = (value: number | string): number =>
      typeof value === 'number' ? value : Math.ceil((Number(value.replace('%', '')) * replicas) / 100);
    return maxUnavailable === undefined ? replicas - share(minAvailable ?? 0) : share(maxUnavailable);
  };
  const VALUES = [0, 1, 2, 3, 5, '0%', '1%', '34%', '50%', '51%', '67%', '99%', '100%'];
  const intOrString = (value: number | string): k8s.IntOrString =>
    typeof value === 'number' ? k8s.IntOrString.fromNumber(value) : k8s.IntOrString.fromString(value);

  test.each([2, 3, 5])('is refused, and every other one is accepted: %s replicas', replicas => {
    for (const value of VALUES) {
      for (const field of ['minAvailable', 'maxUnavailable'] as const) {
        const attempt = (): unknown =>
          serverWith({ replicas, podDisruptionBudget: { [field]: intOrString(value) }, tls: Tls.certManager() });
        if (allowed(replicas, { [field]: value }) > 0) {
          expect(attempt).not.toThrow();
        } else {
          expect(attempt).toThrow('podDisruptionBudget must allow an eviction');
        }
      }
    }
  });
});

describe('a targetPort that no container has', () => {
  interface Port {
    readonly name: string;
    readonly targetPort: number | string;
  }
  const flat = (lists: (Port[] | undefined)[]): Port[] => lists.flatMap(list => list ?? []);

  test.each(KINDS)('is not emitted: %s', (_name, props) => {
    const objects = emitted(props);
    const named = flat(objects.filter(({ kind }) => kind === 'Service').map(({ spec }) => spec.ports))
      .map(({ targetPort }) => targetPort)
      .filter(targetPort => typeof targetPort === 'string');
    const pods = objects.flatMap(({ spec }) => spec?.template?.spec.containers ?? []);
    const names = flat(pods.map(({ ports }: { ports?: Port[] }) => ports)).map(({ name }) => name);
    expect(named.filter(name => !names.includes(name))).toEqual([]);
    expect(named.length > 0).toBe(pods.length > 0);
  });

  const to = (name: string): Partial<ExtensionApiServerProps> => ({
    service: { ports: [{ name: 'metrics', port: 9090, targetPort: k8s.IntOrString.fromString(name) }] },
  });
  test.each([
    ['of no container', to('metrics'), 'got "metrics"'],
    [
      'in place of the secure port',
      { service: { ports: [{ name: 'https', port: 443, targetPort: k8s.IntOrString.fromString('htpps') }] } },
      'got "htpps"',
    ],
  ])('is refused: %s', (_name, props, message) => {
    expect(() => serverWith(props)).toThrow(message);
  });

  test.each([
    ['the server', { container: { ports: [{ name: 'metrics', containerPort: 9090 }] } }],
    [
      'a sidecar',
      { pod: { sidecars: [{ name: 'proxy', image: 'proxy:1', ports: [{ name: 'metrics', containerPort: 9090 }] }] } },
    ],
    ['pods that are not ours to know', { image: undefined, backend: Backend.fromPods({ app: 'x' }) }],
  ])('a targetPort by the name of a port of %s is accepted', (_name, props) => {
    expect(() => serverWith({ ...to('metrics'), ...props })).not.toThrow();
  });
});

describe('skipped verification', () => {
  const specs = (objects: KubernetesObject[]): KubernetesObject['spec'][] =>
    objects.filter(({ kind }) => kind === 'APIService').map(({ spec }) => spec);

  test.each(KINDS)('is emitted by no other strategy: %s', (_name, props) => {
    for (const spec of specs(emitted(props))) {
      expect(spec).toEqual(expect.objectContaining({ caBundle: expect.any(String) }));
      expect(spec).not.toHaveProperty('insecureSkipTLSVerify');
    }
  });

  test('Tls.dangerouslySkipVerification() emits it', () => {
    expect(specs(emitted({ tls: Tls.dangerouslySkipVerification() }))).toEqual([
      expect.objectContaining({ insecureSkipTLSVerify: true }),
    ]);
  });
});

describe('a Namespace without Pod Security labels', () => {
  const ENFORCE = 'pod-security.kubernetes.io/enforce';
  const levels = (objects: KubernetesObject[]): unknown[] =>
    objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.labels?.[ENFORCE]);

  test.each(KINDS.filter(([, { profile }]) => profile !== Profile.BARE))('is not emitted: %s', (_name, props) => {
    expect(levels(emitted(props)).filter(level => level !== 'restricted')).toEqual([]);
  });

  test('other labels keep the level, and a given level replaces it', () => {
    const metadata = { labels: { team: 'catalog' } };
    expect(levels(emitted({ metadata, namespaceObject: { labels: { tier: 'gold' } } }))).toEqual(['restricted']);
    expect(levels(emitted({ namespaceObject: { labels: { [ENFORCE]: 'baseline' } } }))).toEqual(['baseline']);
  });
});
