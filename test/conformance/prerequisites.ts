// Programs that the machine must have before anything is built. A missing one is named in one line, with the fix.
import { run } from '../cluster/command';

/** Required by k8s.io/pod-security-admission. */
const GO = [1, 26] as const;
/** Required by checkov. */
const PYTHON = [3, 9] as const;

export async function checkPrerequisites(): Promise<void> {
  await need('Go', GO, 'go', ['env', 'GOVERSION'], 'see https://go.dev/doc/install');
  await need('Python', PYTHON, 'python3', ['--version'], 'apt-get install -y python3 python3-venv');
  await run('python3', ['-c', 'import ensurepip, venv']).catch(() => {
    throw new Error("the scanners need Python's modules venv and ensurepip; apt-get install -y python3-venv");
  });
}

async function need(
  what: string,
  least: readonly [number, number],
  command: string,
  args: readonly string[],
  fix: string,
): Promise<void> {
  const wanted = `the scanners need ${what} ${least.join('.')} or later`;
  const said = (
    await run(command, args).catch(() => {
      throw new Error(`${wanted}; ${fix}`);
    })
  ).trim();
  const [major = 0, minor = 0] = [...said.matchAll(/\d+/g)].map(Number);
  if (major < least[0] || (major === least[0] && minor < least[1])) throw new Error(`${wanted}, got "${said}"; ${fix}`);
}
