import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, AppProps, Chart, Testing, YamlOutputType } from 'cdk8s';
import { Backend, Delivery, ExtensionApiServer, Tls } from 'cdk8s-extension-api-server';
import { inOwnFolder } from '../tls/own-folder';
import { REQUIRED } from './server-in-app';

const { said, folder } = inOwnFolder();
const installed = spawnSync('git', ['--version']).status === 0;
/**
 * Uses nothing of this machine's git but the program: neither what a hook or `git -c` put into the environment, nor the
 * user's own list of files to ignore.
 */
const git = (...args: string[]): string =>
  execFileSync('git', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      HOME: folder(),
      XDG_CONFIG_HOME: join(folder(), 'nowhere'),
    },
  });
/** The text between fences, as README and docs tell people to put it into .gitignore. */
const patternsIn = (document: string): string =>
  /```gitignore\n([^`]*)```/.exec(readFileSync(join(__dirname, '..', '..', document), 'utf8'))![1]!;
const files = (): string[] =>
  readdirSync('.', { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => !file.startsWith('.git'))
    .sort();
const holdsKey = (file: string): boolean => /^(-----BEGIN PRIVATE KEY|kind: Secret$)/m.test(readFileSync(file, 'utf8'));
let count = 0;
/** One server below the given charts; notices are given once a process, so each has a name of its own. */
function synth(
  charts: readonly string[],
  props: AppProps,
  build: (app: App) => unknown = alone,
  delivery = Delivery.plain(),
): string {
  const app = new App(props);
  const chart = charts.reduce<App | Chart>((scope, id) => new Chart(scope, id), app);
  const name = `server-${(count += 1)}`;
  new ExtensionApiServer(chart, name, { ...REQUIRED, tls: Tls.generated({ delivery }) });
  build(app);
  app.synth();
  return name;
}
const named = (name: string): string | undefined =>
  said.find(line => line.includes(`new keys for catalog/${name};`))?.split(`commit pki/catalog/${name}`)[1];

const { FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;
const CUT = 'catalog-'.repeat(10);
const alone = (): void => {};
const nested = (app: App): unknown => new Chart(new Chart(app, 'platform'), 'sub');

(installed ? test : test.skip).each<[string, AppProps, string[], (app: App) => unknown]>([
  ['a file a chart', { yamlOutputType: FILE_PER_CHART }, ['catalog'], alone],
  [
    'a file a chart, with another extension',
    { yamlOutputType: FILE_PER_CHART, outputFileExtension: '.yaml' },
    ['catalog'],
    alone,
  ],
  ['a file a chart, one inside another', { yamlOutputType: FILE_PER_CHART }, ['platform', 'sub'], alone],
  ['a file a chart, with numbers', { yamlOutputType: FILE_PER_CHART }, ['catalog'], nested],
  ['a file a chart, whose name cdk8s changes', { yamlOutputType: FILE_PER_CHART }, ['My_Catalog.v2'], alone],
  ['a file a chart, whose name cdk8s cuts', { yamlOutputType: FILE_PER_CHART }, [CUT], alone],
  ['a file a resource', { yamlOutputType: FILE_PER_RESOURCE }, ['catalog'], alone],
  [
    'a file a resource, with another extension',
    { yamlOutputType: FILE_PER_RESOURCE, outputFileExtension: '.yaml' },
    ['catalog'],
    alone,
  ],
  ['a folder a chart', { yamlOutputType: FOLDER_PER_CHART_FILE_PER_RESOURCE }, ['catalog'], alone],
  [
    'a folder a chart, with another extension',
    { yamlOutputType: FOLDER_PER_CHART_FILE_PER_RESOURCE, outputFileExtension: '.yaml' },
    ['catalog'],
    alone,
  ],
  [
    'a folder a chart, one inside another',
    { yamlOutputType: FOLDER_PER_CHART_FILE_PER_RESOURCE },
    ['platform', 'sub'],
    alone,
  ],
  ['a folder a chart, with numbers', { yamlOutputType: FOLDER_PER_CHART_FILE_PER_RESOURCE }, ['catalog'], nested],
])(
  'what README puts into .gitignore keeps every key out of Git and nothing else, and synth names the file: %s',
  (_what, props, charts, build) => {
    const name = synth(charts, props, build);
    git('init', '--quiet', '--template=');
    writeFileSync('.gitignore', patternsIn('README.md'));
    const [secret, ...keys] = files().filter(holdsKey);
    expect(keys).toEqual([1, 2].map(generation => `pki/catalog/${name}/${generation}.key`));
    expect(
      git('check-ignore', ...files())
        .trim()
        .split('\n')
        .sort(),
    ).toEqual([secret, ...keys]);
    expect(named(name)).toBe(`, and keep ${secret} out of Git: it holds the private key`);
  },
);

test('docs/deliveries.md has the same lines', () => {
  expect(patternsIn('docs/deliveries.md')).toBe(patternsIn('README.md'));
});

describe('a chart whose file matches the ignored names', () => {
  const servers = (app: App, ...ids: string[]): void =>
    ids.forEach(
      id =>
        new ExtensionApiServer(new Chart(app, id), 'one', {
          ...REQUIRED,
          namespace: id,
          apis: [{ group: `${id}.example.com`, version: 'v1' }],
        }),
    );
  const ignored = (): string[] => said.filter(line => line.includes('would not reach Git'));

  test('prints one notice', () => {
    const name = synth(['vault-secret'], {}, app => Testing.synth(app.charts[0]!));
    expect(ignored()).toEqual([
      `notice: vault-secret/${name}: vault-secret.k8s.yaml matches "*-secret.*", by which Git is to ignore ` +
        'private keys, and would not reach Git; rename the chart, or except the file in .gitignore',
    ]);
  });

  test.each<[string, AppProps, string[], Delivery]>([
    ['inside another, which cdk8s names with a hash', {}, ['platform', 'vault-secret'], Delivery.plain()],
    ['with a word more', {}, ['vault-secrets'], Delivery.plain()],
    ['where no file holds a key', {}, ['vault-secret'], Delivery.manual()],
    [
      'with a file for every object',
      { yamlOutputType: FOLDER_PER_CHART_FILE_PER_RESOURCE },
      ['vault-secret'],
      Delivery.plain(),
    ],
  ])('is not: %s', (_what, props, charts, delivery) => {
    synth(charts, props, alone, delivery);
    expect(ignored()).toEqual([]);
  });

  test('is refused if its Secret would get the same file', () => {
    const app = new App();
    new Chart(app, 'wardle-secret');
    expect(() => servers(app, 'wardle')).toThrow(
      new Error(
        'wardle/one: no chart must have the name of the file with the Secrets of wardle, got "wardle-secret"; ' +
          'rename that chart',
      ),
    );
  });

  test('two charts whose paths differ in a slash may share a file', () => {
    const app = new App();
    servers(app, 'platform-sub');
    new ExtensionApiServer(new Chart(new Chart(app, 'platform'), 'sub'), 'two', {
      ...REQUIRED,
      apis: [{ group: 'two.example.com', version: 'v1' }],
    });
    app.synth();
    expect(files().filter(file => file.startsWith('dist/'))).toEqual(
      [
        '0000-00-namespaces',
        '0001-platform-sub-secret',
        '0002-platform-sub',
        '0003-platform-sub-c881435f',
        '0004-platform',
      ].map(file => `dist/${file}.k8s.yaml`),
    );
  });
});

describe('the notice names the file', () => {
  test.each<[string, string, string]>([
    ['in another folder', 'deploy/prod', 'deploy/prod/catalog-secret.k8s.yaml'],
    ['in a folder beside', '../beside', '../beside/catalog-secret.k8s.yaml'],
  ])('%s', (_what, outdir, file) => {
    const name = synth(['catalog'], { outdir });
    expect(named(name)).toBe(`, and keep ${file} out of Git: it holds the private key`);
    rmSync(outdir, { recursive: true });
  });

  test('outdir is absolute and below the working directory: the path is relative', () => {
    expect(named(synth(['catalog'], { outdir: join(process.cwd(), 'dist') }))).toBe(
      ', and keep dist/catalog-secret.k8s.yaml out of Git: it holds the private key',
    );
  });

  test('dangerouslyShareFile: the notice names the shared file', () => {
    const name = synth(
      ['catalog'],
      { yamlOutputType: YamlOutputType.FILE_PER_APP },
      undefined,
      Delivery.plain({ dangerouslyShareFile: true }),
    );
    expect(named(name)).toBe(', and keep dist/app.k8s.yaml out of Git: it holds the private key');
  });

  test('a server outside the cluster has no Secret: the notice names no file', () => {
    const app = new App({ outdir: join(folder(), 'dist') });
    new ExtensionApiServer(new Chart(app, 'app'), 'outside', {
      ...REQUIRED,
      image: undefined,
      backend: Backend.externalName('catalog.example.com'),
    });
    app.synth();
    expect(said).toContain('notice: app/outside: new keys for catalog/outside; commit pki/catalog/outside');
  });
});
