import { Backend, ExtensionApiServer, ExtensionApiServerProps } from 'cdk8s-extension-api-server';
import { fixtureApp, KubernetesObject, objectsOf, REQUIRED, serverWith } from '../construct/server-in-app';

/** One row for every backend. */
interface Row {
  readonly backend: () => Backend;
  /** Whether the library emits the pods, selects pods that exist, or sends requests out of the cluster. */
  readonly pods: 'emitted' | 'existing' | 'outside';
  /** The port on which the server listens. */
  readonly port: number;
  /** The labels that select the pods. */
  readonly selector?: Labels;
}

interface Labels {
  readonly [label: string]: string;
}

const PODS = { app: 'operator', tier: 'api' };
const USUAL = { 'app.kubernetes.io/component': 'apiserver', 'app.kubernetes.io/name': 'catalog' };
const OWN = { app: 'catalog' };

const BACKENDS: Record<string, Row> = {
  Deployment: { backend: () => Backend.deployment(), pods: 'emitted', port: 10250, selector: USUAL },
  'Deployment with labels of its own': {
    backend: () => Backend.deployment({ selectorLabels: OWN, labels: { team: 'catalog' } }),
    pods: 'emitted',
    port: 10250,
    selector: OWN,
  },
  StatefulSet: { backend: () => Backend.statefulSet(), pods: 'emitted', port: 10250, selector: USUAL },
  'StatefulSet with labels of its own': {
    backend: () => Backend.statefulSet({ selectorLabels: OWN }),
    pods: 'emitted',
    port: 10250,
    selector: OWN,
  },
  'pods that exist': { backend: () => Backend.fromPods(PODS), pods: 'existing', port: 10250, selector: PODS },
  'DNS name': { backend: () => Backend.externalName('api.example.com'), pods: 'outside', port: 443 },
  'DNS name with a port': {
    backend: () => Backend.externalName('api.example.com', { port: 8443 }),
    pods: 'outside',
    port: 8443,
  },
  addresses: { backend: () => Backend.addresses(['192.0.2.10', '2001:db8::10']), pods: 'outside', port: 443 },
  'addresses with a port': {
    backend: () => Backend.addresses(['192.0.2.10', '192.0.2.11'], { port: 8443 }),
    pods: 'outside',
    port: 8443,
  },
};

const covers = (labels: Labels, selector: Labels): boolean =>
  Object.keys(selector).length > 0 && Object.entries(selector).every(([label, value]) => labels[label] === value);

describe.each(Object.entries(BACKENDS))('backend: %s', (_name, { backend, pods, port, selector }) => {
  const build = (props: Partial<ExtensionApiServerProps> = {}): [ExtensionApiServer, KubernetesObject[]] => {
    const app = fixtureApp();
    const image = pods === 'emitted' ? REQUIRED.image : undefined;
    const server = serverWith({ image, backend: backend(), ...props }, app);
    return [server, objectsOf(app)];
  };
  const [server, objects] = build();
  const all = (kind: string): KubernetesObject[] => objects.filter(object => object.kind === kind);
  const service = all('Service').find(({ metadata }) => metadata.name === 'catalog')!;
  const workload = objects.find(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  const podLabels: Labels = workload?.spec.template.metadata.labels ?? PODS;

  test('the APIService names the Service and a port that it has', () => {
    const [api] = all('APIService');
    const { name, namespace, port: called } = api!.spec.service;
    expect({ name, namespace }).toEqual({ name: service.metadata.name, namespace: service.metadata.namespace });
    expect(service.spec.ports.map((one: { port: number }) => one.port)).toContain(called);
  });

  test('the Service leads to the server on the port on which it listens', () => {
    const [first] = service.spec.ports;
    expect(service.spec.selector).toEqual(selector);
    if (pods !== 'outside') {
      expect(covers(podLabels, service.spec.selector)).toBe(true);
      // The emitted container has the number under this name.
      expect(first.targetPort).toBe(pods === 'emitted' ? 'https' : port);
      return;
    }
    const slices = all('EndpointSlice');
    expect(slices.length > 0).toBe(service.spec.type !== 'ExternalName');
    // kube-apiserver dials an ExternalName at the Service's own port.
    expect(slices.length > 0 ? first.targetPort : first.port).toBe(port);
    for (const slice of slices) {
      expect(slice.metadata.labels).toMatchObject({ 'kubernetes.io/service-name': service.metadata.name });
      expect(slice.ports).toEqual([{ name: first.name, port, protocol: 'TCP' }]);
    }
  });

  test('a workload is emitted only for pods of the library, listens on the port and selects its own pods', () => {
    expect(workload === undefined).toBe(pods !== 'emitted');
    expect(server.workload === undefined).toBe(pods !== 'emitted');
    if (workload) {
      const { selector: own, template } = workload.spec;
      expect(own.matchLabels).toEqual(selector);
      expect(covers(template.metadata.labels, own.matchLabels)).toBe(true);
      expect(template.spec.containers[0].ports).toContainEqual({ name: 'https', containerPort: port, protocol: 'TCP' });
      expect(template.spec.serviceAccountName).toBe(server.serviceAccountName);
    }
  });

  test('a PodDisruptionBudget or a NetworkPolicy selects the pods, and is absent if none are in the cluster', () => {
    const selectors = [
      ...all('PodDisruptionBudget').map(({ spec }) => spec.selector.matchLabels as Labels),
      ...all('NetworkPolicy').map(({ spec }) => spec.podSelector.matchLabels as Labels),
    ];
    expect(selectors.filter(selector => !covers(podLabels, selector))).toEqual([]);
    expect(selectors.length > 0).toBe(pods === 'emitted');
  });

  test('the certificate reaches the cluster as a Secret only if pods can mount it', () => {
    expect(all('Secret').map(({ metadata }) => metadata.name)).toEqual(pods === 'outside' ? [] : ['catalog-tls']);
    expect(server.secretName).toBe(pods === 'outside' ? undefined : 'catalog-tls');
    expect(all('APIService')[0]!.spec.caBundle).toEqual(expect.any(String));
  });

  test('every binding names the account of the server, in its namespace', () => {
    const bindings = [...all('ClusterRoleBinding'), ...all('RoleBinding')];
    expect(bindings.length).toBeGreaterThan(0);
    const account = { kind: 'ServiceAccount', name: server.serviceAccountName, namespace: 'catalog' };
    expect(bindings.map(({ subjects }) => subjects)).toEqual(bindings.map(() => [account]));
  });

  test('a given image is required for pods of the library, and refused for others', () => {
    const given = pods === 'emitted' ? undefined : REQUIRED.image;
    expect(() => build({ image: given })).toThrow(
      pods === 'emitted'
        ? /^app\/catalog: image must /
        : /^app\/catalog: image must not be given for a backend whose pods are not emitted, got /,
    );
  });

  test('synthesized twice, it emits the same objects', () => {
    expect(build()[1]).toEqual(objects);
  });
});
