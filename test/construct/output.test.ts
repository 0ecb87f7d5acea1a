import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, JsonPatch, Testing, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { Delivery, ExtensionApiServer, Tls } from 'cdk8s-extension-api-server';
import { parseAllDocuments } from 'yaml';
import { fixtureApp, KubernetesObject, objectsOf, REQUIRED, serverWith } from './server-in-app';

describe('files', () => {
  const OUTPUTS: [string, YamlOutputType, string[]][] = [
    [
      'one a chart: what kubectl applies first sorts first, and the key is alone',
      YamlOutputType.FILE_PER_CHART,
      ['00-namespaces.k8s.yaml', 'app-secret.k8s.yaml', 'app.k8s.yaml'],
    ],
    [
      'one a resource',
      YamlOutputType.FILE_PER_RESOURCE,
      [
        'APIService.v1.catalog.example.com.k8s.yaml',
        'ClusterRole.catalog.catalog.k8s.yaml',
        'ClusterRoleBinding.catalog.catalog.auth-delegator.k8s.yaml',
        'ClusterRoleBinding.catalog.catalog.k8s.yaml',
        'Deployment.catalog.k8s.yaml',
        'Namespace.catalog.k8s.yaml',
        'NetworkPolicy.catalog.k8s.yaml',
        'PodDisruptionBudget.catalog.k8s.yaml',
        'RoleBinding.catalog.catalog.auth-reader.k8s.yaml',
        'Secret.catalog-tls.k8s.yaml',
        'Service.catalog.k8s.yaml',
        'ServiceAccount.catalog.k8s.yaml',
      ],
    ],
    ['one in all', YamlOutputType.FILE_PER_APP, ['app.k8s.yaml']],
  ];
  const tls = Tls.generated({ delivery: Delivery.plain({ dangerouslyShareFile: true }) });

  test.each(OUTPUTS)('%s', (_name, yamlOutputType, files) => {
    const app = fixtureApp({ yamlOutputType });
    serverWith({ tls: yamlOutputType === YamlOutputType.FILE_PER_APP ? tls : undefined }, app);
    app.synth();
    expect(readdirSync(app.outdir).sort()).toEqual(files);
  });

  test.each(Object.values(YamlOutputType).filter((type): type is YamlOutputType => typeof type === 'number'))(
    'hold the same objects whatever the output type is (%s)',
    yamlOutputType => {
      const app = fixtureApp({ yamlOutputType });
      serverWith({ tls }, app);
      app.synth();
      const written = readdirSync(app.outdir, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .flatMap(entry =>
          parseAllDocuments(readFileSync(join(entry.parentPath, entry.name), 'utf8')).map(
            document => document.toJSON() as KubernetesObject,
          ),
        );
      const name = ({ kind, metadata }: KubernetesObject): string => `${kind} ${metadata.name}`;
      const reference = fixtureApp();
      serverWith({ tls }, reference);
      expect(written.map(name).sort()).toEqual(objectsOf(reference).map(name).sort());
    },
  );

  test('the Namespace is first, and APIServices are last', () => {
    const app = fixtureApp({ yamlOutputType: YamlOutputType.FILE_PER_APP });
    serverWith({ tls }, app);
    const kinds = objectsOf(app).map(({ kind }) => kind);
    expect(kinds[0]).toBe('Namespace');
    expect(kinds.at(-1)).toBe('APIService');
  });
});

describe('the construct tree', () => {
  test('the ids of all constructs are these', () => {
    const server = serverWith({ rbac: { installer: { kind: 'User', name: 'gitops' } } });
    const ids = server.node.root.node
      .findAll()
      .map(({ node }) => node.path)
      .filter(path => path !== '');
    expect(ids).toEqual([
      'app',
      'app/catalog',
      'app/catalog/service-account',
      'app/catalog/cluster-role',
      'app/catalog/cluster-role-binding',
      'app/catalog/auth-delegator-binding',
      'app/catalog/auth-reader-binding',
      'app/catalog/installer-role',
      'app/catalog/installer-binding',
      'app/catalog/service',
      'app/catalog/network-policy',
      'app/catalog/workload',
      'app/catalog/pod-disruption-budget',
      'app/catalog/api-service-v1.catalog.example.com',
      '00-namespaces',
      '00-namespaces/catalog',
      'app-secret',
      'app-secret/catalog',
      'app-secret/catalog/certificate',
    ]);
  });

  test('every emitted object is a field of the construct', () => {
    const server = serverWith({ rbac: { installer: { kind: 'User', name: 'gitops' } } });
    const fields = Object.values(server)
      .flat()
      .filter(value => value instanceof Construct && value !== (server.node as unknown));
    expect(fields).toHaveLength(objectsOf(server.node.root as App).length);
  });

  test('two servers with one id and different parents may share a chart', () => {
    const app = fixtureApp();
    const chart = new Chart(app, 'app');
    new ExtensionApiServer(new Construct(chart, 'a'), 'api', { ...REQUIRED, name: 'one' });
    new ExtensionApiServer(new Construct(chart, 'b'), 'api', {
      ...REQUIRED,
      name: 'two',
      apis: [{ group: 'b.example.com', version: 'v1' }],
    });
    expect(
      objectsOf(app)
        .filter(({ kind }) => kind === 'Secret')
        .map(({ metadata }) => metadata.name),
    ).toEqual(['one-tls', 'two-tls']);
  });

  test('two apps in one process do not affect each other', () => {
    const apps = [fixtureApp(), fixtureApp()];
    apps.forEach(app => serverWith({}, app));
    expect(objectsOf(apps[0]!)).toEqual(objectsOf(apps[1]!));
  });
});

describe('patches', () => {
  test.each<[string, keyof ExtensionApiServer]>([
    ['the Namespace', 'namespaceObject'],
    ['the Secret', 'secret'],
    ['the workload', 'workload'],
    ['the Service', 'service'],
    ['the ClusterRole', 'clusterRole'],
  ])('reach any field of %s', (_name, field) => {
    const app = fixtureApp();
    const server = serverWith({}, app);
    const object = server[field] as ExtensionApiServer['service'];
    object.addJsonPatch(JsonPatch.add('/futureField', { anything: [1, false] }));
    expect(objectsOf(app).find(({ kind }) => kind === object.kind)?.futureField).toEqual({ anything: [1, false] });
  });

  test('a chart with labels and a namespace: every object gets the labels, none the namespace', () => {
    const app = fixtureApp();
    new ExtensionApiServer(new Chart(app, 'app', { labels: { team: 'a' }, namespace: 'wrong' }), 'catalog', REQUIRED);
    const objects = objectsOf(app);
    expect(
      objects
        .filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.labels?.team !== 'a')
        .map(({ kind }) => kind),
    ).toEqual([]);
    expect(new Set(objects.map(({ metadata }) => metadata.namespace))).toEqual(
      new Set([undefined, 'catalog', 'kube-system']),
    );
  });
});

describe('keys', () => {
  const home = process.cwd();
  const environment = { ...process.env };
  let folder: string;
  beforeEach(() => {
    process.chdir((folder = mkdtempSync(join(tmpdir(), 'keys-'))));
    delete process.env.CI;
    delete process.env.EXTENSION_API_SERVER_PKI;
  });
  afterEach(() => {
    process.chdir(home);
    process.env = { ...environment };
    rmSync(folder, { recursive: true });
  });
  const synth = (): App => {
    const app = new App({ outdir: join(folder, 'dist') });
    new ExtensionApiServer(new Chart(app, 'app'), 'catalog', REQUIRED);
    rmSync(app.outdir, { recursive: true, force: true });
    app.synth();
    return app;
  };
  const dist = (): Record<string, string> =>
    Object.fromEntries(readdirSync('dist').map(file => [file, readFileSync(join('dist', file), 'utf8')]));

  test('the first synth mints them, with mode 0600 and a .gitignore', () => {
    synth();
    const first = dist();
    synth();
    expect(dist()).toEqual(first);
    expect(statSync('pki/catalog/catalog/1.key').mode & 0o777).toBe(0o600);
    expect(readFileSync('pki/.gitignore', 'utf8')).toContain('\n*.key\n');
  });

  test('a construct without a successful synth mints none', () => {
    const app = new App({ outdir: join(folder, 'dist') });
    new ExtensionApiServer(new Chart(app, 'app'), 'catalog', REQUIRED);
    expect(existsSync('pki')).toBe(false);
    Testing.synth(app.charts[0]!);
    expect(existsSync('pki/catalog/catalog/state.json')).toBe(true);
  });

  test('a machine without the key emits everything but the Secret', () => {
    synth();
    const { 'app-secret.k8s.yaml': _secret, ...others } = dist();
    rmSync('pki/catalog/catalog/1.key');
    rmSync('pki/catalog/catalog/2.key');
    synth();
    expect(dist()).toEqual(others);
  });

  const UNDER_CI: [string, NodeJS.ProcessEnv, string | undefined][] = [
    [
      'refused under CI',
      { CI: 'true' },
      'app/catalog: pki/catalog/catalog must be committed: under CI no key is minted, got "no such folder"; run ' +
        'synth on your machine and commit the folder',
    ],
    [
      'refused under a CI that says 1',
      { CI: '1' },
      'app/catalog: pki/catalog/catalog must be committed: under CI no key is minted, got "no such folder"; run ' +
        'synth on your machine and commit the folder',
    ],
    ['minted where CI is said to be false', { CI: 'false' }, undefined],
    ['minted under CI by a project that keeps none', { CI: 'true', EXTENSION_API_SERVER_PKI: 'ephemeral' }, undefined],
    [
      'not minted on a word that was misspelt',
      { EXTENSION_API_SERVER_PKI: 'ephemral' },
      'app/catalog: EXTENSION_API_SERVER_PKI must be "ephemeral" or unset, got "ephemral"; unset it unless this ' +
        'project keeps no certificates',
    ],
  ];
  test.each(UNDER_CI)('without state, they are %s', (_name, variables, message) => {
    Object.assign(process.env, variables);
    if (message === undefined) {
      expect(synth).not.toThrow();
    } else {
      expect(synth).toThrow(new Error(message));
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  test('with a committed state, they are read under CI', () => {
    synth();
    const first = dist();
    process.env.CI = 'true';
    synth();
    expect(dist()).toEqual(first);
  });
});
