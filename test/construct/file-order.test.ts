import { readdirSync } from 'node:fs';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { Delivery, ExtensionApiServer, ExtensionApiServerProps, Tls } from 'cdk8s-extension-api-server';
import { parseAllDocuments } from 'yaml';
import { ageIdentities } from '../delivery/age';
import { fixtureApp, KubernetesObject, REQUIRED, serverWith } from './server-in-app';

/** Names of what `kubectl apply -f dist/` goes through, in its order. */
function filesOf(app: App): string[] {
  app.synth();
  return readdirSync(app.outdir)
    .sort()
    .map(file => file.replace('.k8s.yaml', '').replace(/-c8[0-9a-f]{6}$/, ''));
}
const object = (chart: Chart, id: string): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap' });

test('files without numbers sort by name, and charts keep the order of construction', () => {
  const app = fixtureApp();
  serverWith({}, app);
  new Chart(app, 'another');
  expect(app.charts.map(({ node }) => node.id)).toEqual(['app', '00-namespaces', 'app-secret', 'another']);
  expect(filesOf(app)).toEqual(['00-namespaces', 'another', 'app-secret', 'app']);
});

describe('a chart whose file sorts before 00-namespaces prints a notice', () => {
  let said: string[];
  beforeEach(() => {
    said = [];
    jest.spyOn(process.stderr, 'write').mockImplementation(text => said.push(String(text)) > 0);
  });
  afterEach(() => jest.restoreAllMocks());
  let count = 0;
  const chartOf = (id: string, props: Partial<ExtensionApiServerProps> = {}, app = fixtureApp()): App => {
    new ExtensionApiServer(new Chart(app, id), `catalog-${(count += 1)}`, { ...REQUIRED, ...props });
    return app;
  };
  const message = (app: App): string => {
    const files = filesOf(app).join();
    const early = said.flatMap(line => /catalog-\d+: (.* comes before .*)\n/.exec(line)?.[1] ?? []);
    return early.length > 0 ? early.join() : files;
  };
  const notice = (file: string): string =>
    `${file}.k8s.yaml comes before 00-namespaces.k8s.yaml, and kubectl applies files by name: apply ` +
    '00-namespaces.k8s.yaml first, or rename the chart or what it is in';

  test.each(['00-infra', '-infra', '0', '00-namespace', '00-namespaces-too'])('%s', id => {
    expect(message(chartOf(id, { tls: Tls.certManager() }))).toBe(notice(id));
  });

  test('the file of its Secret, which sorts before the chart, counts too', () => {
    expect(message(chartOf('00-infra'))).toBe(notice('00-infra'));
    said = [];
    expect(message(chartOf('_infra'))).toBe(notice('-infra-c8ac905b-secret'));
  });

  test.each(['00', '01-infra', '00-platform', '000', 'Infra', 'a'])('%s sorts after 00-namespaces: no notice', id => {
    expect(message(chartOf(id)).split(',')[0]).toBe('00-namespaces');
  });

  test('no notice for a chart without a server, or if cdk8s numbers the files', () => {
    expect(message(chartOf('00-infra', { namespaceObject: { enabled: false } }))).toBe('00-infra-secret,00-infra');
    const nested = chartOf('00-infra');
    new Chart(new Chart(nested, 'platform'), 'sub');
    expect(message(nested)).toBe(
      '0000-00-namespaces,0001-00-infra-secret,0002-00-infra,0003-platform-sub,0004-platform',
    );
    const dependent = chartOf('00-infra');
    new Chart(dependent, 'first').addDependency(new Chart(dependent, 'second'));
    expect(message(dependent)).toBe('0000-00-namespaces,0001-00-infra-secret,0002-00-infra,0003-second,0004-first');
    expect(
      message(
        chartOf('00-infra', {}, fixtureApp({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE })),
      ),
    ).toBe('00-infra');
  });
});

test.each<[string, (app: App) => unknown, string[]]>([
  [
    'a chart inside another',
    app => new Chart(new Chart(app, 'platform'), 'sub'),
    ['0000-00-namespaces', '0001-app-secret', '0002-app', '0003-platform-sub', '0004-platform'],
  ],
  [
    'a chart that depends on another',
    app => new Chart(app, 'first').addDependency(new Chart(app, 'second')),
    ['0000-00-namespaces', '0001-app-secret', '0002-app', '0003-second', '0004-first'],
  ],
  [
    'an object that depends on one of another chart',
    app => object(new Chart(app, 'first'), 'one').addDependency(object(new Chart(app, 'second'), 'two')),
    ['0000-00-namespaces', '0001-app-secret', '0002-app', '0003-second', '0004-first'],
  ],
])('with %s files are numbered, and what a server needs still comes before it', (_what, build, files) => {
  const app = fixtureApp();
  serverWith({}, app);
  build(app);
  expect(filesOf(app)).toEqual(files);
  expect(filesOf(app)).toEqual(files);
});

test('00-namespaces is before charts that were constructed before the server', () => {
  const app = fixtureApp();
  new Chart(new Chart(app, 'platform'), 'sub');
  serverWith({}, app);
  expect(filesOf(app)).toEqual([
    '0000-00-namespaces',
    '0001-platform-sub',
    '0002-platform',
    '0003-app-secret',
    '0004-app',
  ]);
});

test('00-namespaces is before a nested chart, and before a Secret that SOPS encrypted', () => {
  const app = fixtureApp();
  const outer = new Chart(app, 'platform');
  new ExtensionApiServer(new Chart(outer, 'sub'), 'catalog', REQUIRED);
  new ExtensionApiServer(outer, 'search', {
    ...REQUIRED,
    apis: [{ group: 'search.example.com', version: 'v1' }],
    tls: Tls.generated({ delivery: Delivery.sops({ age: [ageIdentities(1)[0]!.recipient] }) }),
  });
  expect(filesOf(app)).toEqual([
    '0000-00-namespaces',
    '0001-platform-sub-secret',
    '0002-platform-sub',
    '0003-platform-search-certificate-sops',
    '0004-platform',
  ]);
});

test('a chart that the user puts first is first', () => {
  const app = fixtureApp();
  const server = serverWith({}, app);
  const policies = new Chart(app, 'policies');
  const roots = new Chart(app, 'roots');
  server.namespaceObject!.addDependency(object(policies, 'policy'));
  policies.addDependency(roots);
  expect(filesOf(app)).toEqual(['0000-roots', '0001-policies', '0002-00-namespaces', '0003-app-secret', '0004-app']);
});

test('a Secret is after a Namespace that the user emits', () => {
  const app = fixtureApp();
  const platform = new Chart(app, 'platform');
  const server = serverWith({ namespaceObject: { enabled: false } }, app);
  Chart.of(server).addDependency(platform);
  expect(filesOf(app)).toEqual(['0000-platform', '0001-app-secret', '0002-app']);
});

test('a chart that depends on a server is after it', () => {
  const app = fixtureApp();
  const after = new Chart(app, 'after');
  after.node.addDependency(serverWith({}, app));
  expect(filesOf(app)).toEqual(['0000-00-namespaces', '0001-app-secret', '0002-app', '0003-after']);
});

test('a cycle of dependencies is the usual error of cdk8s', () => {
  const app = fixtureApp();
  const server = serverWith({}, app);
  server.namespaceObject!.addDependency(server.service);
  server.workload!.addDependency(server.namespaceObject!);
  expect(() => app.synth()).toThrow('Dependency cycle detected');
});

test('synthYaml has the same order', () => {
  const app = fixtureApp();
  new Chart(new Chart(app, 'platform'), 'sub');
  serverWith({}, app);
  const kinds = parseAllDocuments(app.synthYaml())
    .map(document => (document.toJSON() as KubernetesObject | null)?.kind)
    .filter(kind => kind !== undefined);
  expect([kinds.slice(0, 2), kinds.at(-1)]).toEqual([['Namespace', 'Secret'], 'APIService']);
});

test('a subclass of App keeps its own order', () => {
  class Backwards extends App {
    public override get charts(): Chart[] {
      return super.charts.reverse();
    }
  }
  const app = new Backwards({ outdir: fixtureApp().outdir });
  serverWith({}, app);
  expect(app.charts.map(({ node }) => node.id)).toEqual(['app-secret', '00-namespaces', 'app']);
});
