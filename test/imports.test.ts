import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { temporaryFolder } from './pki/temporary-folder';

const ROOT = join(__dirname, '..');
const text = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');

test('cdk8s.yaml names every CRD', () => {
  expect((parse(text('cdk8s.yaml')) as { imports: string[] }).imports.sort()).toEqual(readdirSync(join(ROOT, 'crds')).sort().map(file => `crds/${file}`));
});

test('imports/ is what cdk8s makes of crds/: npm run import', () => {
  const folder = temporaryFolder();
  const cdk8s = join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
  const { status, stderr } = spawnSync(process.execPath, [cdk8s, 'import', '--output', folder, '--no-save'], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' } });
  expect(status === 0 ? '' : stderr).toBe('');
  const made = readdirSync(folder).sort();
  expect(readdirSync(join(ROOT, 'imports')).filter(file => file !== 'README.md').sort()).toEqual(made);
  expect(made.filter(file => readFileSync(join(folder, file), 'utf8') !== text('imports', file))).toEqual([]);
}, 60_000);
