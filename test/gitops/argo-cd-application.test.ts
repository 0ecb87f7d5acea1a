import { Chart } from 'cdk8s';
import { ArgoCdApplication, ArgoCdApplicationProps, ExtensionApiServer, Tls } from 'cdk8s-extension-api-server';
import { fixtureApp, KubernetesObject, objectsOf, REQUIRED } from '../construct/server-in-app';

const WHERE: ArgoCdApplicationProps = { repoUrl: 'https://git.example.com/catalog.git', path: 'dist' };

/** Two servers, of which the first has an injected bundle, and an Application that is described before both. */
function application(props: Partial<ArgoCdApplicationProps> = {}): KubernetesObject {
  const app = fixtureApp();
  new ArgoCdApplication(new Chart(app, 'argo-cd'), 'catalog', { ...WHERE, ...props });
  const chart = new Chart(app, 'app');
  new ExtensionApiServer(chart, 'injected', {
    ...REQUIRED,
    apis: [{ group: 'injected.example.com', version: 'v1' }],
    tls: Tls.openShiftServiceCa(),
  });
  new ExtensionApiServer(chart, 'told', { ...REQUIRED, tls: Tls.generated() });
  return objectsOf(app).find(({ kind }) => kind === 'Application')!;
}

test('it ignores the injected fields of every server in the app, and no others', () => {
  expect(application().spec).toEqual({
    project: 'default',
    source: { repoURL: 'https://git.example.com/catalog.git', path: 'dist', targetRevision: 'HEAD' },
    destination: { server: 'https://kubernetes.default.svc' },
    ignoreDifferences: [
      {
        group: 'apiregistration.k8s.io',
        kind: 'APIService',
        name: 'v1.injected.example.com',
        jsonPointers: ['/spec/caBundle'],
      },
    ],
    syncPolicy: {
      automated: { selfHeal: true },
      syncOptions: ['RespectIgnoreDifferences=true', 'ServerSideApply=true'],
    },
  });
});

test('servers is given: it ignores the fields of these only', () => {
  expect(application({ servers: [] }).spec.ignoreDifferences).toBeUndefined();
});

test('every prop is emitted', () => {
  const { metadata, spec } = application({
    name: 'servers',
    namespace: 'gitops',
    labels: { team: 'catalog' },
    targetRevision: 'v1',
    project: 'p',
    server: 'https://192.0.2.1:6443',
    automated: false,
  });
  expect(metadata).toEqual({ name: 'servers', namespace: 'gitops', labels: { team: 'catalog' } });
  expect(spec).toMatchObject({
    project: 'p',
    source: { targetRevision: 'v1' },
    destination: { server: 'https://192.0.2.1:6443' },
  });
  expect(spec.syncPolicy.automated).toBeUndefined();
  expect(application({ prune: true }).spec.syncPolicy.automated).toEqual({ prune: true, selfHeal: true });
});

test.each<[string, Partial<ArgoCdApplicationProps>, string]>([
  [
    'a name in capitals',
    { name: 'Catalog' },
    'argo-cd/catalog: name must be a DNS subdomain of lower-case letters, digits, "-" and ".", got "Catalog"; ' +
      'set the prop name',
  ],
  [
    'prune by hand',
    { automated: false, prune: true },
    'argo-cd/catalog: prune must not be given without automated: a manual sync asks about each object, got true; leave ' +
      'it out',
  ],
])('%s', (_what, props, message) => {
  expect(() => application(props)).toThrow(message);
});
