// checkov, and kubernetes-validate for the schemas that it bundles, in a virtual environment of their own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../cluster/command';
import { madeOnce } from './cache';

/** Pins every package (`pip freeze`), so that a scanner changes its findings in a commit and not overnight. */
const REQUIREMENTS = join(__dirname, 'python', 'requirements.txt');

export function packageVersion(name: string): string {
  const version = new RegExp(`^${name}==(\\S+)`, 'm').exec(readFileSync(REQUIREMENTS, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`requirements.txt must pin ${name}, got none; add ${name}==<version>`);
  return version;
}

/** The interpreter that finds them. */
export async function python(): Promise<string> {
  const madeFrom = [await run('python3', ['--version']), readFileSync(REQUIREMENTS, 'utf8')];
  const folder = await madeOnce('python', madeFrom, async partial => {
    await run('python3', ['-m', 'venv', partial]);
    await run(join(partial, 'bin', 'python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--no-input',
      '--disable-pip-version-check',
      '--requirement',
      REQUIREMENTS,
    ]);
  });
  return join(folder, 'bin', 'python');
}
