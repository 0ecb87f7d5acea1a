import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { NOW as PRESENT } from '../pki/certificates';
import { folderOf } from '../pki/temporary-folder';
import { apiService, base64, CERTIFICATES, server } from '../verify/manifests';
import { Ended, runCli } from './run';

const verify = (folder: string, ...more: readonly string[]): Promise<Ended> =>
  runCli(['verify', folder, ...more], { folder, now: PRESENT });
const objects = server().map(({ object }) => object);
const yaml = (...all: readonly unknown[]): string => all.map(one => stringify(one)).join('---\n');
const end = new Date(PRESENT.getTime() + 365 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

const FINE = (source: string): string => `v1.catalog.example.com → shop/catalog:443 (${source})
  ✓ caBundle holds one CA; it expires on ${end}
  ✓ Service shop/catalog sends port 443 to Deployment catalog
  ✓ Secret shop/catalog-tls, tls.crt is for catalog.shop.svc
  ✓ Secret shop/catalog-tls, tls.crt expires on ${end}, in 364 days
  ✓ Secret shop/catalog-tls, tls.crt and the private key belong together
  ✓ Secret shop/catalog-tls, tls.crt was issued by a CA in caBundle

`;

test('with a correct server, prints its findings and exits with 0', async () => {
  expect(await verify(folderOf({ 'catalog.yaml': yaml(...objects) }))).toEqual({
    code: 0,
    err: '',
    out: `${FINE('pki/catalog.yaml')}1 APIService: 1 fine\n`,
  });
});

test('objects are found in nested folders, lists and JSON', async () => {
  const [first, second, third, fourth] = objects;
  const folder = folderOf({
    'a/api.yml': yaml(first),
    'a/b/service.json': JSON.stringify(second),
    'deployment.yaml': yaml({ apiVersion: 'v1', kind: 'List', items: [third] }),
    'secret.yaml': `# only a comment\n---\n${yaml({ apiVersion: 'v1', kind: 'SecretList', items: [fourth] })}---\n`,
    '.git/api.yaml': yaml(first),
    'node_modules/x/api.yaml': yaml(first),
    'README.md': yaml(first),
  });
  symlinkSync(join(folder, 'nowhere.yaml'), join(folder, 'broken-link.yaml'));
  expect(await verify(folder)).toEqual({ code: 0, err: '', out: `${FINE('pki/a/api.yml')}1 APIService: 1 fine\n` });
});

test('symbolic links are followed, and cycles end', async () => {
  const folder = folderOf({ 'dist/api.yaml': yaml(objects[0]) });
  const elsewhere = folderOf({ 'rest.yaml': yaml(...objects.slice(1)) });
  symlinkSync('.', join(folder, 'dist/loop'));
  symlinkSync('..', join(folder, 'dist/up'));
  symlinkSync('self.yaml', join(folder, 'dist/self.yaml'));
  symlinkSync(elsewhere, join(folder, 'dist/there'));
  expect(await verify(join(folder, 'dist'))).toEqual({
    code: 0,
    err: '',
    out: `${FINE('pki/api.yaml')}1 APIService: 1 fine\n`,
  });
});

test('with faults, prints each with its fix and exits with 1', async () => {
  const folder = folderOf({
    'api.yaml': yaml(apiService({ caBundle: '' }), {
      ...apiService({
        annotations: { 'cert-manager.io/inject-ca-from': 'shop/catalog' },
        apiService: { version: 'v2' },
      }),
      metadata: { name: 'v2.catalog.example.com', annotations: { 'cert-manager.io/inject-ca-from': 'shop/catalog' } },
    }),
    'rest.yaml': yaml(...objects.slice(1, 3)),
  });
  expect(await verify(folder)).toEqual({
    code: 1,
    err: '',
    out: `v1.catalog.example.com → shop/catalog:443 (pki/api.yaml)
  ✗ caBundle must hold the CA of the server's certificate, got nothing: kube-apiserver then trusts only the public CAs of its own image
    fix: set caBundle, or let a controller write it (cert-manager.io/inject-ca-from, service.beta.openshift.io/inject-cabundle)
  ✓ Service shop/catalog sends port 443 to Deployment catalog
  ? Secret shop/catalog-tls is not in these manifests

v2.catalog.example.com → shop/catalog:443 (pki/api.yaml)
  ? cert-manager writes caBundle in the cluster, from the Certificate shop/catalog
  ✓ Service shop/catalog sends port 443 to Deployment catalog
  ? Secret shop/catalog-tls is not in these manifests

2 APIServices: 0 fine, 1 not fully visible here, 1 to fix
`,
  });
});

test('with --warn-days, an expiry within n days exits with 1', async () => {
  const folder = folderOf({ 'catalog.yaml': yaml(...objects) });
  expect([
    (await verify(folder, '--warn-days', '365')).code,
    (await verify(folder, '--warn-days', '364')).code,
  ]).toEqual([1, 0]);
});

test('with --json, prints the report as JSON', async () => {
  const folder = folderOf({
    'catalog.yaml': yaml(apiService({ caBundle: base64(CERTIFICATES['of another CA'].ca) })),
    'values.yaml': 'replicas: 2\n',
    'templates/x.yaml': '{{ if .Values.on }}\na: 1\n{{ end }}\n',
  });
  const { code, out } = await verify(folder, '--json');
  expect({ code, ...(JSON.parse(out) as object) }).toEqual({
    code: 1,
    ok: false,
    ignored: ['pki/values.yaml'],
    unreadable: [{ file: 'pki/templates/x.yaml', reason: expect.stringMatching(/ at line \d, column \d+$/) as string }],
    apiServices: [
      {
        name: 'v1.catalog.example.com',
        ok: false,
        source: 'pki/catalog.yaml',
        service: 'shop/catalog:443',
        findings: [
          { level: 'fine', check: 'bundle', message: `caBundle holds one CA; it expires on ${end}` },
          {
            level: 'wrong',
            check: 'service',
            message: 'Service shop/catalog must exist, got "none in these manifests"',
            fix: "correct spec.service of the APIService, or verify the Service's manifest together with it",
          },
        ],
      },
    ],
  });
});

test('standard input and several paths are read together', async () => {
  const folder = folderOf({ 'secret.yaml': yaml(objects[3]) });
  expect(
    await runCli(['verify', '-', `${folder}/secret.yaml`], {
      folder,
      now: PRESENT,
      input: yaml(...objects.slice(0, 3)),
    }),
  ).toEqual({ code: 0, err: '', out: `${FINE('standard input')}1 APIService: 1 fine\n` });
});

test('files without Kubernetes objects are noted', async () => {
  const folder = folderOf({
    'catalog.yaml': yaml(...objects),
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map(number => [`values-${number}.yaml`, 'a: 1\n'])),
    'broken.yaml': 'a: [1\n',
  });
  const { code, err } = await verify(folder);
  expect([code, err.replace(/: Flow.*/, ': …')]).toEqual([
    0,
    'note: pki/broken.yaml is neither YAML nor JSON and is skipped: …\nnote: found no Kubernetes objects in ' +
      'pki/values-1.yaml, pki/values-2.yaml, pki/values-3.yaml, pki/values-4.yaml, pki/values-5.yaml and ' +
      '2 more files\n',
  ]);
});

describe('YAML is read as kubectl reads it', () => {
  const skipping = (line: string): string => yaml(...objects).replace('spec:\n', `spec:\n  ${line}\n`);
  /** The selector of the Service without quotes, the pod label with quotes. */
  const labelled = (value: string): string =>
    yaml(...objects)
      .replace('app: catalog', `app: ${value}`)
      .replace('app: catalog', `app: "${value}"`);
  test.each<[string, string, boolean]>([
    ['"yes" is true', skipping('insecureSkipTLSVerify: yes'), false],
    ['"off" is false', skipping('insecureSkipTLSVerify: off'), true],
    [
      'the last of duplicate keys wins, true',
      skipping('insecureSkipTLSVerify: false\n  insecureSkipTLSVerify: true'),
      false,
    ],
    [
      'the last of duplicate keys wins, false',
      skipping('insecureSkipTLSVerify: true\n  insecureSkipTLSVerify: false'),
      true,
    ],
    ['a date is text', labelled('2026-06-01'), true],
    ['a time is text', labelled('12:30:00'), true],
    [
      'merge keys are merged, and fields beside them win',
      `${yaml(...objects.slice(1))}---\nstatus: &x\n  insecureSkipTLSVerify: true\n  group: catalog.example.com\n` +
        '  version: v1\n  groupPriorityMinimum: 1000\n  versionPriority: 15\n  service: { namespace: ' +
        'shop, name: catalog }\napiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: { ' +
        'name: v1.catalog.example.com }\nspec:\n  <<: *x\n  insecureSkipTLSVerify: false\n  caBundle: ' +
        `${base64(CERTIFICATES['signed by the CA'].ca)}\n`,
      true,
    ],
  ])('%s', async (_name, text, ok) => {
    const { code, out, err } = await verify(folderOf({ 'catalog.yaml': text }));
    expect([code, err, out.includes('insecureSkipTLSVerify'), out.includes('1 APIService: 1 fine')]).toEqual([
      ok ? 0 : 1,
      '',
      !ok,
      ok,
    ]);
  });

  test.each([
    ['YAML', 'apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nspec: [1\n'],
    ['JSON', '{ "kind": "APIService", "spec": [ }'],
  ])('an unreadable file that mentions an APIService, in %s, exits with 1', async (_name, text) => {
    const folder = folderOf({ 'catalog.yaml': yaml(...objects), 'other.yaml': text });
    const { code, out, err } = await verify(folder);
    expect([code, out, err.replace(/got .*/, 'got …')]).toEqual([
      1,
      `${FINE('pki/catalog.yaml')}1 APIService: 1 fine\n`,
      'error: pki/other.yaml, which mentions an APIService, must be YAML or JSON, got …\nhint: correct it\n',
    ]);
    expect(JSON.parse((await verify(folder, '--json')).out)).toMatchObject({
      ok: false,
      unreadable: [{ file: 'pki/other.yaml', reason: expect.any(String) as string }],
    });
  });
});

describe('refused', () => {
  const RENDER = 'name the folder with the rendered manifests, or pipe them into "verify -"';
  test('a folder without any APIService', async () => {
    expect(await verify(folderOf({ 'service.yaml': yaml(objects[1]) }))).toEqual({
      code: 1,
      out: '',
      err: `error: there must be an APIService with a Service in pki, got none among 1 object\nhint: ${RENDER}\n`,
    });
  });

  test('a path that does not exist', async () => {
    expect(await runCli(['verify', '/nonexistent'])).toEqual({
      code: 1,
      out: '',
      err:
        'error: /nonexistent must be a folder or a file that exists\nhint: name the folder that holds ' +
        'the manifests, such as dist\n',
    });
  });

  test('a template as a named file', async () => {
    const { code, err } = await runCli(['verify', '-'], { input: '{{ include "x" . }}: [\n' });
    expect([code, err.replace(/got .*/, 'got …')]).toEqual([
      1,
      'error: standard input must be rendered before it is verified, got …\nhint: render templates first: helm ' +
        'template, kubectl kustomize\n',
    ]);
  });

  test.each<[readonly string[], string]>([
    [[], "error: missing required argument 'folder'\nhint: cdk8s-extension-api-server verify --help shows the usage\n"],
    [
      ['dist', '--warn-days', 'soon'],
      "error: option '--warn-days <n>' argument 'soon' is invalid. It must be a whole number.\nhint: " +
        'cdk8s-extension-api-server verify --help shows the usage\n',
    ],
    [['dist', '--jsn'], "error: unknown option '--jsn'\nhint: did you mean --json?\n"],
  ])('the wrong command line %j', async (args, err) => {
    expect(await runCli(['verify', ...args])).toEqual({ code: 2, out: '', err });
  });
});

test('pki verify is the same command', async () => {
  const folder = folderOf({ 'dist/catalog.k8s.yaml': yaml(...objects) });
  expect(await runCli(['pki', 'verify', folder], { folder, now: PRESENT })).toEqual(await verify(folder));
});
