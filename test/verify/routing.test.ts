import { JsonObject } from '../../lib/kubernetes/manifest';
import { faults, findings } from './findings';
import { Choice, deployment, given, server } from './manifests';

const ports = (targetPort: unknown, more: JsonObject = {}): JsonObject => ({
  ports: [{ port: 443, targetPort, ...more } as JsonObject],
});
const container = (fields: JsonObject): JsonObject => ({
  name: 'server',
  ports: [{ name: 'https', containerPort: 8443 }],
  volumeMounts: [{ name: 'certs', mountPath: '/certs' }],
  ...fields,
});
const SERVING = ['--tls-cert-file=/certs/tls.crt', '--tls-private-key-file=/certs/tls.key'];
const args = (...more: readonly string[]): string[] => [...SERVING, ...more];
const listening = (...containers: readonly JsonObject[]): Choice => ({ pod: { containers } });

describe('the port of the Service', () => {
  test.each<[string, Choice, readonly string[]]>([
    [
      'is not --secure-port',
      { service: ports(443), args: args('--secure-port=8443') },
      ['✗ Service shop/catalog must send to 8443, on which Deployment catalog listens (--secure-port), got 443'],
    ],
    [
      'is not --secure-port in two words',
      { service: ports(443), args: args('--secure-port', '8443') },
      ['✗ Service shop/catalog must send to 8443, on which Deployment catalog listens (--secure-port), got 443'],
    ],
    [
      'is not the last --secure-port',
      { service: ports(443), args: args('--secure-port=443', '--secure-port=8443') },
      ['✗ Service shop/catalog must send to 8443, on which Deployment catalog listens (--secure-port), got 443'],
    ],
    [
      'is not --secure-port from the environment',
      {
        service: ports(443),
        ...listening(container({ args: args('--secure-port=$(PORT)'), env: [{ name: 'PORT', value: '8443' }] })),
      },
      ['✗ Service shop/catalog must send to 8443, on which Deployment catalog listens (--secure-port), got 443'],
    ],
    [
      'names a container port that is not --secure-port',
      { args: args('--secure-port=6443') },
      ['✗ Service shop/catalog must send to 6443, on which Deployment catalog listens (--secure-port), got 8443'],
    ],
    [
      'meets --secure-port=0',
      { args: args('--secure-port=0') },
      ['✗ Deployment catalog must serve on port 8443, got --secure-port=0, which switches serving off'],
    ],
    [
      'meets --bind-address=127.0.0.1',
      { args: args('--secure-port=8443', '--bind-address=127.0.0.1') },
      ['✗ Deployment catalog must listen on the address of the pod, got --bind-address=127.0.0.1'],
    ],
    [
      'uses UDP',
      { service: ports(8443, { protocol: 'UDP' }) },
      ['✗ Service shop/catalog, port 443, must use TCP, got UDP'],
    ],
    [
      'names a UDP port of the container',
      listening(container({ args: SERVING, ports: [{ name: 'https', containerPort: 8443, protocol: 'UDP' }] })),
      [
        '✗ Service shop/catalog must send to a port of the same protocol, got TCP, and UDP for the port https of ' +
          'Deployment catalog',
      ],
    ],
    [
      'is not declared by any container',
      { service: ports(9443) },
      [
        '? Service shop/catalog sends to port 9443, and Deployment catalog declares 8443: whether it listens on 9443 ' +
          'is not visible here',
      ],
    ],
    ['is --secure-port, which is not declared', { service: ports(6443), args: args('--secure-port=6443') }, []],
    [
      'is that of a proxy beside the server',
      {
        service: ports(9443),
        ...listening(container({ args: args('--secure-port=8443', '--bind-address=127.0.0.1') }), {
          name: 'proxy',
          ports: [{ containerPort: 9443 }],
        }),
      },
      [],
    ],
    [
      'is that of a sidecar among the init containers',
      {
        service: ports(9443),
        pod: {
          containers: [container({ args: args('--secure-port=8443') })],
          initContainers: [{ name: 'proxy', restartPolicy: 'Always', ports: [{ containerPort: 9443 }] }],
        },
      },
      [],
    ],
    ['meets a --secure-port that a shell fills in', { args: args('--secure-port=${PORT}') }, []],
  ])('%s', (_name, choice, expected) => {
    expect(faults(server(choice))).toEqual(expected);
  });
});

describe('a Service', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    [
      'without a cluster IP is wrong',
      { clusterIP: 'None' },
      [
        '✗ Service shop/catalog must have a cluster IP, got "None": kube-apiserver connects to a headless Service ' +
          'only with --enable-aggregator-routing',
      ],
    ],
    [
      'with internalTrafficPolicy: Local is wrong',
      { internalTrafficPolicy: 'Local' },
      [
        '✗ Service shop/catalog must not have internalTrafficPolicy: Local: kube-apiserver reaches only pods on its ' +
          'own node',
      ],
    ],
    [
      'with several ports, one without a name, is wrong',
      {
        ports: [
          { port: 443, targetPort: 'https' },
          { name: 'metrics', port: 80 },
        ],
      },
      ['✗ Service shop/catalog has several ports, so each must have a name'],
    ],
    [
      'that leads to a name of the cluster is wrong',
      { type: 'ExternalName', externalName: 'catalog.store.svc.cluster.local' },
      [
        "✗ Service shop/catalog must not lead to a name of the cluster's DNS, which kube-apiserver does not use, got " +
          '"catalog.store.svc.cluster.local"',
      ],
    ],
    [
      'that leads to its own name in another cluster is not visible',
      { type: 'ExternalName', externalName: 'catalog.shop.svc.cluster.local' },
      [
        '? Service shop/catalog leads out of the cluster, to catalog.shop.svc.cluster.local: its certificate is not ' +
          'visible here',
      ],
    ],
  ])('%s', (_name, service, expected) => {
    expect(faults(server({ service }))).toEqual(expected);
  });
});

describe('the selector of the Service', () => {
  const controller = (kind: string, fields: JsonObject = {}): JsonObject => ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { namespace: 'shop', name: 'controller' },
    spec: {
      template: {
        metadata: { labels: { app: 'catalog' } },
        spec: { containers: [{ name: 'controller', args: ['--leader-elect'], ...fields }] },
      },
    },
  });

  test('that matches pods without the port is wrong, and only the server is checked further', () => {
    const found = findings([...server({ service: ports(8443) }), ...given(controller('Deployment'))]);
    expect(found.filter(line => !line.startsWith('✓'))).toEqual([
      '✗ Service shop/catalog must select only pods that serve on port 8443, got Deployment controller as ' +
        'well, which ' +
        'declares no such port: its share of the requests fails',
    ]);
    expect(found).toContain('✓ Secret shop/catalog-tls, tls.crt was issued by a CA in caBundle');
  });

  test('that matches pods without the named port is fine: they are no endpoints', () => {
    expect(faults([...server(), ...given(controller('Deployment'))])).toEqual([]);
  });

  test('that matches the pods of a Job is wrong', () => {
    expect(faults([...server({ service: ports(8443) }), ...given(controller('Job'))])).toEqual([
      '✗ Service shop/catalog must select only pods that serve, got Job controller as well: requests fail ' +
        'while it runs',
    ]);
  });

  const SELECTS = 'selects pods labelled';
  test.each<[string, JsonObject, readonly string[]]>([
    [
      'with one label too many names the near miss',
      { app: 'catalog', component: 'web' },
      [
        `✗ Service shop/catalog ${SELECTS} app=catalog,component=web, and no workload here has these labels; ` +
          'Deployment catalog has app=catalog, and not component=web',
      ],
    ],
    [
      'with another value names the near miss',
      { app: 'catalogue' },
      [
        `✗ Service shop/catalog ${SELECTS} app=catalogue, and no workload here has these labels; Deployment catalog ` +
          'has app=catalog, and not app=catalogue',
      ],
    ],
    [
      'with two labels too many is not visible',
      { app: 'catalog', component: 'web', tier: 'api' },
      [
        `? Service shop/catalog ${SELECTS} app=catalog,component=web,tier=api, and no workload here has ` +
          'these labels; ' +
          'Deployment catalog has app=catalog, and not component=web,tier=api',
      ],
    ],
    [
      'with other labels is not visible',
      { name: 'catalog' },
      [`? Service shop/catalog ${SELECTS} name=catalog, and no workload here has these labels`],
    ],
  ])('%s', (_name, selector, expected) => {
    expect(faults(server({ service: { selector } }))).toEqual(expected);
  });

  test('that is empty, with endpoints under another port name, is wrong', () => {
    const slice = (name: string): JsonObject => ({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { namespace: 'shop', name: 'catalog-1', labels: { 'kubernetes.io/service-name': 'catalog' } },
      ports: [{ name, port: 8443 }],
    });
    const service = { selector: {}, ...ports(8443, { name: 'https' }) };
    expect(faults([...server({ service }), ...given(slice('web'))])).toEqual([
      '✗ the endpoints of Service shop/catalog must have a port named "https", as the Service has, got "web"',
    ]);
    expect(faults([...server({ service }), ...given(slice('https'))])).toEqual([
      '? Service shop/catalog has no selector: the server behind it is not visible here',
    ]);
  });
});

describe('a workload', () => {
  const withSpec = (fields: JsonObject) => {
    const [apiService, service, , secret] = server();
    const object = deployment();
    return [apiService!, service!, ...given({ ...object, spec: { ...object.spec, ...fields } }), secret!];
  };

  test('with replicas: 0 is wrong', () => {
    expect(faults(withSpec({ replicas: 0 }))).toEqual([
      '✗ Deployment catalog must have a replica to serve Service shop/catalog, got replicas: 0',
    ]);
    expect(faults(withSpec({ replicas: 1 }))).toEqual([]);
  });

  test('whose selector does not match its own pods is wrong', () => {
    expect(faults(withSpec({ selector: { matchLabels: { app: 'catalogue' } } }))).toEqual([
      '✗ Deployment catalog: spec.selector must match the labels of its pods, got app=catalogue',
    ]);
  });
});
