import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { NOW } from '../pki/certificates';
import { folderOf } from '../pki/temporary-folder';
import { apiService, base64, CERTIFICATES, server, tlsSecret } from '../verify/manifests';
import { Ended, runCli } from './run';

const objects = server().map(({ object }) => object);
const yaml = (...all: readonly unknown[]): string => all.map(one => stringify(one)).join('---\n');
const verify = (path: string, folder = path): Promise<Ended> => runCli(['verify', path], { folder, now: NOW });
const summary = ({ out }: Ended): string => out.trimEnd().split('\n').at(-1)!;

describe('input is read as kubectl reads it', () => {
  const text = yaml(...objects);
  const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
  const [api, service, deployment, secret] = objects;
  test.each<[string, string | Buffer]>([
    ['UTF-8 with a byte order mark', `\ufeff${text}`],
    ['UTF-16, little endian', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big endian', swapped(Buffer.from(`\ufeff${text}`, 'utf16le'))],
    ['JSON documents one after another', objects.map(one => JSON.stringify(one, undefined, 2)).join('\n')],
    ['JSON documents on one line', objects.map(one => JSON.stringify(one)).join('')],
    ['JSON documents with separators', objects.map(one => JSON.stringify(one)).join('\n---\n')],
    [
      'typed lists whose items have no kind',
      yaml(
        { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIServiceList', items: [withoutKind(api!)] },
        { apiVersion: 'v1', kind: 'ServiceList', items: [withoutKind(service!)] },
        deployment,
        secret,
      ),
    ],
    [
      'a list of lists',
      yaml({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'List', items: objects }] }),
    ],
    ['YAML with comments and empty documents', `# all\n---\n---\n${text}---\n# end\n`],
    ['YAML with a directive', `%YAML 1.1\n---\n${text}`],
    ['quoted braces', text.replace('app: catalog', 'app: catalog # {{ x }}')],
  ])('%s', async (_name, content) => {
    const folder = folderOf({});
    writeFileSync(join(folder, 'all.yaml'), content);
    const { code, err, out } = await verify(folder);
    expect([code, err, out.split('\n').at(-2)]).toEqual([0, '', '1 APIService: 1 fine']);
  });

  test('bytes of no encoding are refused', async () => {
    const folder = folderOf({});
    writeFileSync(join(folder, 'all.yaml'), Buffer.from([0x61, 0xff, 0x62]));
    expect(await verify(join(folder, 'all.yaml'), folder)).toEqual({
      code: 1,
      out: '',
      err:
        'error: pki/all.yaml must be YAML or JSON, got bytes that are neither UTF-8 nor UTF-16 with a byte order mark\n' +
        'hint: correct it\n',
    });
  });

  test('the line of a fault counts from the start of the file', async () => {
    const folder = folderOf({ 'all.yaml': `a: 1\n---\nb: 2\n---\nc: [1\nd: 4\n` });
    expect((await verify(join(folder, 'all.yaml'), folder)).err).toMatch(/ at line 6, column 1\n/);
  });
});

function withoutKind(object: object): object {
  return { ...object, apiVersion: undefined, kind: undefined };
}

describe('a placeholder', () => {
  test('without quotes, which YAML takes for a mapping, is named with its line', async () => {
    const folder = folderOf({ 'all.yaml': yaml(...objects).replace(/caBundle: .*/, 'caBundle: {{caBundle}}') });
    const RENDER = 'hint: render templates first: helm template, kubectl kustomize\n';
    const PLACE =
      /must be rendered before it is verified, got the placeholder \{\{caBundle\}\} at line \d+, column 13\n/;
    const named = await verify(join(folder, 'all.yaml'), folder);
    expect([named.code, named.out, named.err.replace(PLACE, '…\n')]).toEqual([
      1,
      '',
      `error: pki/all.yaml …\n${RENDER}`,
    ]);
  });

  test('in several templates of a folder is one line', async () => {
    const template = (kind: string): string => `{{ if .Values.on }}\nkind: ${kind}\n{{ end }}\n`;
    const files = { 'a.yaml': template('Service'), 'b.yaml': template('APIService'), 'c.yaml': template('Secret') };
    const { code, err } = await verify(folderOf({ ...files, 'all.yaml': yaml(...objects) }));
    expect([code, err]).toEqual([
      1,
      'error: pki/b.yaml must be rendered before it is verified, got the placeholder {{ if .Values.on }} at line 1, ' +
        'column 1, and 2 other templates\nhint: render templates first: helm template, kubectl kustomize\n',
    ]);
  });
});

describe('input of another tool gets one hint to render it', () => {
  const hint = (folder: string, file: string, command: string): string =>
    `error: ${folder} must be rendered before it is verified, got ${file}\n` +
    `hint: ${command} | npx cdk8s-extension-api-server verify -\n`;

  test.each<[string, { readonly [path: string]: string }, string]>([
    [
      'a kustomization with labels',
      { 'kustomization.yaml': 'commonLabels: { app: catalog }\nresources: [all.yaml]\n', 'all.yaml': yaml(...objects) },
      hint('pki', 'kustomization.yaml', 'kubectl kustomize pki'),
    ],
    [
      'a base with overlays',
      {
        'base/kustomization.yaml': 'resources: [all.yaml]\nnamePrefix: a-\n',
        'base/all.yaml': yaml(...objects),
        'overlays/production/kustomization.yml': 'resources: [../../base]\nnamespace: shop\n',
      },
      hint('pki/overlays/production', 'kustomization.yml', 'kubectl kustomize pki/overlays/production'),
    ],
    [
      'a Helm chart',
      {
        'Chart.yaml': 'name: catalog\n',
        'values.yaml': 'a: 1\n',
        'templates/all.yaml': '{{ range .Values }}\nkind: APIService\n',
      },
      hint('pki', 'Chart.yaml', 'helm template pki'),
    ],
  ])('%s', async (_name, files, err) => {
    expect(await verify(folderOf(files))).toEqual({ code: 1, out: '', err });
  });

  test('beside manifests that are fine, it makes the exit code 1', async () => {
    const folder = folderOf({
      'dist/all.yaml': yaml(...objects),
      'chart/Chart.yaml': 'name: catalog\n',
      'chart/templates/api.yaml': 'kind: APIService\n',
    });
    const ended = await verify(folder);
    expect([ended.code, ended.err, summary(ended)]).toEqual([
      1,
      hint('pki/chart', 'Chart.yaml', 'helm template pki/chart'),
      '1 APIService: 1 fine',
    ]);
  });

  test('without an APIService in it, it is skipped', async () => {
    const folder = folderOf({
      'dist/all.yaml': yaml(...objects),
      'chart/Chart.yaml': 'name: web\n',
      'chart/templates/web.yaml': 'kind: Deployment\n',
    });
    const ended = await verify(folder);
    expect([ended.code, ended.err, summary(ended)]).toEqual([0, '', '1 APIService: 1 fine']);
  });

  test('a kustomization that only lists its files is no such input', async () => {
    const folder = folderOf({ 'kustomization.yaml': 'resources:\n- all.yaml\n', 'all.yaml': yaml(...objects) });
    expect((await verify(folder)).code).toBe(0);
  });
});

describe('environments side by side', () => {
  const expired = CERTIFICATES.expired;
  const broken = [
    apiService({ caBundle: base64(expired.ca) }),
    ...objects.slice(1, 3),
    tlsSecret('catalog-tls', expired.certificate, expired.privateKey),
  ];
  const debug = {
    ...objects[2],
    metadata: { namespace: 'shop', name: 'debug' },
    spec: { template: { metadata: { labels: { app: 'catalog' } }, spec: { containers: [{ name: 'debug' }] } } },
  };
  test.each<[string, { readonly [path: string]: string }]>([
    ['file beside file', { 'production.yaml': yaml(...objects), 'staging.yaml': yaml(...broken, debug) }],
    [
      'folder beside folder',
      {
        'production/api.yaml': yaml(...objects.slice(0, 2)),
        'production/server.yaml': yaml(...objects.slice(2)),
        'staging/api.yaml': yaml(...broken.slice(0, 2)),
        'staging/server.yaml': yaml(...broken.slice(2)),
        'staging/debug.yaml': yaml(debug),
      },
    ],
  ])('%s, each is checked by its own objects', async (_name, files) => {
    const { out } = await verify(folderOf(files));
    const blocks = out.split('\n\n').slice(0, 2);
    expect(blocks.map(block => [block.includes('production'), /[✗!?]/.exec(block)?.[0]])).toEqual([
      [true, undefined],
      [false, '✗'],
    ]);
    expect(blocks[1]!.match(/✗.*/g)).toHaveLength(1);
  });
});

describe('more than any release holds ends in one line', () => {
  const ERROR = /^error: [^\n]*\nhint: [^\n]*\n$/;
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

  test('a file of 200 MB', async () => {
    const folder = folderOf({ 'all.yaml': '' });
    truncateSync(join(folder, 'all.yaml'), 200_000_000);
    const { code, err } = await verify(folder);
    expect([code, err]).toEqual([
      1,
      'error: the manifests must be at most 32 MiB together, got more in pki/all.yaml\nhint: name the folder with the ' +
        'rendered manifests alone\n',
    ]);
  });

  test.each([
    ['nested JSON', 'all.json', `{"a":${nested(1_000_000)}}`],
    ['nested YAML flow', 'all.yaml', `a: ${nested(1_000_000)}`],
    ['nested YAML sequences', 'all.yaml', '- '.repeat(1_000_000)],
    [
      'nested YAML mappings',
      'all.yaml',
      Array.from({ length: 2000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
    ],
    ['a million documents', 'all.yaml', '---\n'.repeat(1_000_001)],
    ['a document of 5 MB', 'all.yaml', `a: ${'b'.repeat(5_000_000)}`],
    ['aliases of aliases', 'all.yaml', aliases(12)],
  ])('%s', async (_name, file, content) => {
    const folder = folderOf({ [file]: content });
    const { code, out, err } = await verify(join(folder, file), folder);
    expect([code, out, ERROR.test(err)]).toEqual([1, '', true]);
  });

  test('folders that are linked to each other are entered once', async () => {
    const folder = folderOf({});
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    names.forEach(name => mkdirSync(join(folder, name)));
    names.forEach(name => names.forEach(other => symlinkSync(`../${other}`, join(folder, name, other))));
    writeFileSync(join(folder, 'g/all.yaml'), yaml(...objects));
    const ended = await verify(folder);
    expect([ended.code, summary(ended)]).toEqual([0, '1 APIService: 1 fine']);
  });

  /** Each level has ten references to the one before. */
  function aliases(levels: number): string {
    const lines = Array.from({ length: levels }, (_, index) =>
      index === 0
        ? 'a0: &a0 [x]'
        : `a${index}: &a${index} [${Array<string>(10)
            .fill(`*a${index - 1}`)
            .join(', ')}]`,
    );
    return `${lines.join('\n')}\n`;
  }
});

describe('control characters are shown as escapes', () => {
  const FORGED = 'x\n\u001b[32m✓ all is fine\u001b[0m';
  const RAW = /[\u001b\u009b\u202e]|^✓ all is fine/m;

  test.each<[string, unknown]>([
    ['the name of an APIService', { ...apiService(), metadata: { name: FORGED } }],
    ['a namespace', apiService({ apiService: { service: { namespace: FORGED, name: 'catalog' } } })],
    ['an annotation', apiService({ annotations: { 'cert-manager.io/inject-ca-from': `shop/\u009b${FORGED}` } })],
    ['a group', apiService({ apiService: { group: `\u202e${FORGED}` } })],
  ])('in %s', async (_name, object) => {
    const { out, err } = await verify(folderOf({ 'all.yaml': yaml(object) }));
    expect([RAW.test(out + err), out.includes('\\u001b[32m')]).toEqual([false, true]);
    expect((await runCli(['verify', folderOf({ 'all.yaml': yaml(object) }), '--json'])).out).not.toMatch(RAW);
  });

  test('in the name of a file', async () => {
    const { out, err } = await verify(
      folderOf({ [`${FORGED}.yaml`]: yaml(...objects), [`b${FORGED}.yaml`]: 'a: [1\n' }),
    );
    expect([RAW.test(out + err), out.includes('\\u001b'), err.includes('\\u001b')]).toEqual([false, true, true]);
  });

  test('in an argument', async () => {
    expect((await runCli(['verify', FORGED])).err).not.toMatch(RAW);
  });
});
