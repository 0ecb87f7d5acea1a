// The differences between the platforms that clusters run on: docs/platforms.md.
import { Backend, ExtensionApiServerProps, Profile, Tls } from 'cdk8s-extension-api-server';
import { fixtureApp, KubernetesObject, objectsOf, serverWith } from '../construct/server-in-app';

function emitted(props: Partial<ExtensionApiServerProps>): (kind: string) => KubernetesObject {
  const app = fixtureApp();
  serverWith(props, app);
  return kind => objectsOf(app).find(object => object.kind === kind)!;
}
const podOf = (props: Partial<ExtensionApiServerProps>): KubernetesObject['spec'] =>
  emitted(props)('Deployment').spec.template.spec;

const PRIVILEGED = { 'pod-security.kubernetes.io/enforce': 'privileged' };

describe('OpenShift', () => {
  test('assigns user and groups, so none is emitted with its certificate', () => {
    expect(podOf({ tls: Tls.openShiftServiceCa() }).securityContext).toEqual({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('assigns them with any certificate where they are omitted', () => {
    const omit = ['securityContext.runAsUser', 'securityContext.runAsGroup', 'securityContext.fsGroup'];
    expect(podOf({ pod: { omit } }).securityContext).toEqual({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('has a network that takes a port by name for every port, so the NetworkPolicy has its number', () => {
    const { ingress } = emitted({ tls: Tls.openShiftServiceCa() })('NetworkPolicy').spec;
    expect(ingress).toEqual([{ ports: [{ port: 10250, protocol: 'TCP' }] }]);
  });
});

describe('another port in a running cluster', () => {
  const [before, after] = [8443, 6443].map(port => emitted({ port }));

  test.each(['Service', 'NetworkPolicy'])('does not change the %s, so that old pods stay reachable', kind => {
    expect(after!(kind)).toEqual(before!(kind));
  });

  test('is the number of the port that Service and NetworkPolicy name', () => {
    const { ports } = after!('Service').spec;
    const [container] = after!('Deployment').spec.template.spec.containers;
    expect(ports[0].targetPort).toBe('https');
    expect(after!('NetworkPolicy').spec.ingress[0].ports[0].port).toBe('https');
    expect(container.ports).toEqual([{ name: 'https', containerPort: 6443, protocol: 'TCP' }]);
  });

  test.each<[string, Partial<ExtensionApiServerProps>, number]>([
    ['pods of the user', { image: undefined, backend: Backend.fromPods({ app: 'x' }), port: 8443 }, 8443],
    ['addresses', { image: undefined, backend: Backend.addresses(['192.0.2.1'], { port: 8443 }) }, 8443],
  ])('is a number for %s, where no name is known', (_what, props, port) => {
    expect(emitted(props)('Service').spec.ports[0].targetPort).toBe(port);
  });
});

describe('nodes', () => {
  test('with Windows are left alone', () => {
    expect(podOf({}).nodeSelector).toEqual({ 'kubernetes.io/os': 'linux' });
    expect(podOf({ pod: { nodeSelector: { disk: 'ssd' } } }).nodeSelector).toEqual({
      'kubernetes.io/os': 'linux',
      disk: 'ssd',
    });
  });

  test.each<[string, Partial<ExtensionApiServerProps>]>([
    ['the pod is for Windows', { pod: { os: { name: 'windows' } } }],
    ['the profile is DEVELOPMENT', { profile: Profile.DEVELOPMENT }],
    ['the profile is BARE', { profile: Profile.BARE }],
    ['the selector is omitted', { pod: { omit: ['nodeSelector.kubernetes.io/os'] } }],
  ])('may be any where %s', (_what, props) => {
    expect(podOf(props).nodeSelector ?? {}).toEqual({});
  });

  test('lend their network together with a DNS policy that finds Services, unless another is given', () => {
    const node = { port: 4443, namespaceObject: { labels: PRIVILEGED } };
    expect(podOf({ ...node, pod: { hostNetwork: true } }).dnsPolicy).toBe('ClusterFirstWithHostNet');
    expect(podOf({ ...node, pod: { hostNetwork: true, dnsPolicy: 'Default' } }).dnsPolicy).toBe('Default');
    expect(podOf({})).not.toHaveProperty('dnsPolicy');
  });
});

test('the status of a pod that crashed says why, in PRODUCTION', () => {
  expect(podOf({}).containers[0].terminationMessagePolicy).toBe('FallbackToLogsOnError');
  expect(podOf({ profile: Profile.BARE }).containers[0]).not.toHaveProperty('terminationMessagePolicy');
});

describe('defaults that are left out', () => {
  test('give way to an object that replaces them', () => {
    const container = { omit: ['securityContext'], securityContext: { privileged: true } };
    expect(podOf({ container, namespaceObject: { labels: PRIVILEGED } }).containers[0].securityContext).toEqual({
      privileged: true,
    });
  });

  test('are those that are named, and no others', () => {
    const [omitted, usual] = [
      podOf({ container: { omit: ['resources.limits.memory', 'startupProbe'] } }),
      podOf({}),
    ].map(pod => pod.containers[0]);
    const { startupProbe: _startupProbe, ...rest } = usual;
    const { memory: _memory, ...limits } = usual.resources.limits;
    expect(omitted).toEqual({ ...rest, resources: { ...usual.resources, limits } });
  });
});

describe('probes of another place', () => {
  const gets = (props: Partial<ExtensionApiServerProps>): unknown[] => {
    const [container] = podOf(props).containers;
    return [container.startupProbe, container.livenessProbe, container.readinessProbe].map(probe => probe.httpGet);
  };

  test.each([Profile.PRODUCTION, Profile.BARE])('are three by one prop: %s', profile => {
    const probes = { port: 8081, scheme: 'HTTP', livenessPath: '/healthz', readinessPath: '/ready' };
    const live = { path: '/healthz', port: 8081, scheme: 'HTTP' };
    expect(gets({ profile, probes })).toEqual([live, live, { ...live, path: '/ready' }]);
  });

  test('keep what is not said', () => {
    const live = { path: '/livez', port: 8081, scheme: 'HTTPS' };
    expect(gets({ probes: { port: 8081 } })).toEqual([live, live, { ...live, path: '/readyz' }]);
  });
});
