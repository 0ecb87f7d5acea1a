// Synth on a read-only disk. The tests mount one, because permissions do not stop root.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt } from './command';
import { describeOwnCluster } from './existing-cluster';
import { REPOSITORY } from './folders';

const PROGRAM = `
import { App, Chart } from 'cdk8s';
import { ExtensionApiServer } from ${JSON.stringify(join(REPOSITORY, 'lib'))};
const app = new App({ outdir: process.env.OUT });
new ExtensionApiServer(new Chart(app, 'app'), 'catalog', { namespace: 'catalog', image: 'registry.example.com/catalog:1.0.0', apis: [{ group: 'catalog.example.com', version: 'v1' }] });
try {
  app.synth();
} catch (error) {
  process.stderr.write(error.message);
  process.exitCode = 1;
}
`;

describeOwnCluster('on a read-only disk', () => {
  let project: string;
  let out: string;
  const program = join(REPOSITORY, 'build', 'read-only-disk.ts');
  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'read-only-'));
    out = mkdtempSync(join(tmpdir(), 'read-only-out-'));
    mkdirSync(join(REPOSITORY, 'build'), { recursive: true });
    writeFileSync(program, PROGRAM);
  });
  afterAll(() => [project, out, program].forEach(path => rmSync(path, { recursive: true })));

  const node = () =>
    `cd ${project} && OUT=${out} ${process.execPath} --import ${join(REPOSITORY, 'node_modules/tsx/dist/loader.mjs')} ${program}`;
  const synth = () => attempt('sh', ['-c', node()]);
  const synthReadOnly = () =>
    attempt('unshare', [
      '--mount',
      'sh',
      '-c',
      `mount --bind ${project} ${project} && mount -o remount,ro,bind ${project} && ${node()}`,
    ]);
  const files = () => readdirSync(project, { recursive: true });

  test('the first synth: fails with one line and leaves no file', async () => {
    expect(await synthReadOnly()).toEqual({
      ok: false,
      stdout: '',
      stderr:
        'app/catalog: pki/catalog/catalog must be writable: new keys are kept there, got "a read-only disk"; run this where it is, and commit the folder',
    });
    expect([files(), readdirSync(out)]).toEqual([[], []]);
  });

  test('a synth with complete state: emits the same bytes', async () => {
    expect((await synth()).ok).toBe(true);
    const before = files();
    const first = mkdtempSync(join(tmpdir(), 'read-only-first-'));
    cpSync(out, first, { recursive: true });
    expect(await synthReadOnly()).toEqual({ ok: true, stdout: '', stderr: '' });
    expect(files()).toEqual(before);
    for (const file of readdirSync(first))
      expect(readFileSync(join(out, file), 'utf8')).toBe(readFileSync(join(first, file), 'utf8'));
    rmSync(first, { recursive: true });
  });
});
