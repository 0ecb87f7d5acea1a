import { execFileSync, spawn, spawnSync, SpawnSyncReturns } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { Slots } from '../../lib/pki/slots';
import { temporaryFolder } from '../pki/temporary-folder';
import { server } from '../verify/manifests';
import { NOW, runCli } from './run';
import { minted, stateOf } from './state';

const ROOT = resolve(__dirname, '../..');
const { version, bin, files, dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly bin: Record<string, string>;
  readonly files: readonly string[];
  readonly dependencies: Record<string, string>;
};
const NAME = 'cdk8s-extension-api-server';

/** The bundled program, alone in a folder. */
const bundle = join(temporaryFolder(), 'bundle');
const program = join(temporaryFolder(), 'program.js');
beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, 'lib/cli/bundle.mjs'), bundle], { stdio: 'pipe' });
  copyFileSync(join(bundle, 'main.js'), program);
});

const start = (
  args: readonly string[],
  options: { readonly input?: string; readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    cwd: temporaryFolder(),
    ...options,
    env: { ...options.env },
  });
/** The bundled program uses the clock of this machine. */
const mintedToday = (server: string): Slots => minted(server, (NOW.getTime() - Date.now()) / 86_400_000);
const result = ({ status, stdout, stderr }: SpawnSyncReturns<string>) => ({ status, stdout, stderr });

describe('the program in one file', () => {
  test('prints its version', () => {
    expect(result(start(['--version']))).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('requires only built-in modules', () => {
    const required = [...readFileSync(program, 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) =>
      name!.replace(/^node:/, ''),
    );
    expect(required.length).toBeGreaterThan(0);
    expect([...new Set(required)].filter(name => !builtinModules.includes(name))).toEqual([]);
  });

  test('is the bin of package.json, is packed, and its libraries are no dependencies', () => {
    expect([bin, files.includes('build/cli')]).toEqual([{ [NAME]: 'build/cli/main.js' }, true]);
    expect(['commander', 'cli-table3', 'picocolors', 'yaml'].filter(name => name in dependencies)).toEqual([]);
    expect(readFileSync(program, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
  });

  test('has the licences of the bundled libraries beside it', () => {
    expect(readdirSync(bundle).sort()).toEqual(['LICENSES.txt', 'main.js']);
    const licences = readFileSync(join(bundle, 'LICENSES.txt'), 'utf8');
    expect(
      ['cli-table3 ', 'commander ', 'node-forge ', 'picocolors ', 'yaml '].filter(
        name => !licences.includes(`\n${name}`) && !licences.startsWith(name),
      ),
    ).toEqual([]);
  });

  test('rotates a server in pki', () => {
    const folder = stateOf({ 'shop/catalog': mintedToday('shop/catalog') });
    const first = start(['pki', 'rotate', 'shop/catalog'], { cwd: resolve(folder, '..') });
    expect([first.status, first.stderr, first.stdout.split('\n')[0]]).toEqual([
      0,
      '',
      'shop/catalog: generation 2 serves from now on; generation 1 stays trusted until the next rotation',
    ]);
    expect(result(start(['pki', 'rotate', 'shop/catalog'], { cwd: resolve(folder, '..') }))).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'error: shop/catalog: the standby must be there before it can serve, got "a rotation to ' +
        'generation 2 without a synth after it"\nhint: run synth, which mints the next one, commit and ' +
        'apply it first\n',
    });
  });

  test('verifies manifests from a pipe', () => {
    const manifests = server()
      .map(({ object }) => stringify(object))
      .join('---\n');
    const { status, stdout, stderr } = start(['verify', '-'], { input: manifests });
    expect([status, stderr, stdout.split('\n').at(-2)]).toEqual([0, '', '1 APIService: 1 fine']);
  });

  test('prints no colours into a pipe, even with CI=true', () => {
    const folder = stateOf({ 'shop/catalog': mintedToday('shop/catalog') });
    expect(start(['pki', 'status', '-d', folder], { env: { CI: 'true', TERM: 'xterm' } }).stdout).not.toContain(
      '\u001b',
    );
  });

  test('exits with 0 if the reader closes the pipe', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'dist'));
    const [api, ...rest] = server().map(({ object }) => object);
    const many = Array.from({ length: 150 }, (_, index) =>
      stringify({
        ...api,
        metadata: { name: `v${index}.catalog.example.com` },
        spec: { ...(api!.spec as object), version: `v${index}` },
      }),
    ).join('---\n');
    writeFileSync(join(folder, 'dist/all.yaml'), `${many}---\n${rest.map(object => stringify(object)).join('---\n')}`);
    const child = spawn(process.execPath, [program, 'verify', 'dist'], { cwd: folder, env: {} });
    child.stdout.once('data', () => child.stdout.destroy());
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    expect([await new Promise(ended => child.on('close', ended)), err]).toEqual([0, '']);
  });
});

describe('help', () => {
  // The examples run in an empty folder, so that they change nothing.
  const home = process.cwd();
  beforeAll(() => process.chdir(temporaryFolder()));
  afterAll(() => process.chdir(home));

  const every = [
    [],
    ['pki', 'status'],
    ['pki', 'rotate'],
    ['pki', 'forget'],
    ['pki', 'hand-out'],
    ['pki', 'verify'],
    ['verify'],
  ];
  test.each(every)('of %j goes to standard output and its examples are valid command lines', async (...command) => {
    const { code, out, err } = await runCli([...command, '--help']);
    const examples = [...out.matchAll(/\$ .*?cdk8s-extension-api-server ([^#|\n]*)/g)].map(([, words]) =>
      words!.trim().split(/ {2}/)[0]!.split(/\s+/),
    );
    expect([code, err, examples.length > 0]).toEqual([0, '', true]);
    for (const words of examples) {
      // 1: the file or server does not exist; 2 would be a wrong command line.
      expect([words, (await runCli(words)).code]).toEqual([words, 1]);
    }
  });

  test('of a group without a command goes to standard error', async () => {
    const results = [await runCli([]), await runCli(['pki'])];
    expect(results.map(({ code, out, err }) => [code, out, err.split('\n')[0]])).toEqual([
      [2, '', `Usage: ${NAME} [options] [command]`],
      [2, '', `Usage: ${NAME} pki [options] [command]`],
    ]);
  });

  test.each([
    [['verfy'], "error: unknown command 'verfy'\nhint: did you mean verify?\n"],
    [['pki', 'renew'], "error: unknown command 'renew'\nhint: cdk8s-extension-api-server pki --help shows the usage\n"],
    [
      ['pki', 'status', '--colour'],
      "error: unknown option '--colour'\nhint: cdk8s-extension-api-server pki status --help shows the usage\n",
    ],
  ])('is suggested after the wrong command line %j', async (args, err) => {
    expect(await runCli(args)).toEqual({ code: 2, out: '', err });
  });
});
