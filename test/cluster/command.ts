// Runs a command of this machine and returns what it prints. A failure is one line: the command and the last thing that
// it said.
import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly stdin?: string;
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Record<string, string>;
  readonly timeoutSeconds?: number;
  /**
   * For a command that goes on: asked for everything that it has printed each time that it prints, and what says yes
   * ends it, as a success.
   */
  readonly until?: (stdout: string) => boolean;
}

export class CommandError extends Error {
  constructor(
    readonly command: string,
    readonly exitCode: number | string,
    readonly stdout: string,
    readonly stderr: string,
  ) {
    const said = (stderr.trim() || stdout.trim()).split('\n').slice(-3).join(' | ');
    super(`${command}: ended with ${exitCode}: ${said}`);
  }
}

export async function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return (await execute(command, args, options)).stdout;
}

async function execute(command: string, args: readonly string[], options: CommandOptions): Promise<Attempt> {
  const child = spawn(command, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, stdio: 'pipe' });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let enough = false;
  child.stdout.on('data', (chunk: Buffer) => {
    stdout.push(chunk);
    if (enough || options.until?.(Buffer.concat(stdout).toString()) !== true) return;
    enough = true;
    child.kill();
  });
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => {
    /* The command ended without reading its input; its exit code says whether that matters. */
  });
  child.stdin.end(options.stdin ?? '');
  const limit =
    options.timeoutSeconds === undefined
      ? undefined
      : setTimeout(() => child.kill('SIGKILL'), options.timeoutSeconds * 1000);
  const shown = `${command} ${args.join(' ')}`;
  try {
    return await new Promise<Attempt>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        const said = { stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
        if (code === 0 || enough) resolve({ ok: true, ...said });
        else reject(new CommandError(shown, code ?? signal ?? 'an unknown end', said.stdout, said.stderr));
      });
    });
  } finally {
    clearTimeout(limit);
  }
}

/** What a command says of itself when it fails is the answer too, for instance a refusal by the API server. */
export async function attempt(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Attempt> {
  try {
    return await execute(command, args, options);
  } catch (error) {
    if (error instanceof CommandError) return { ok: false, stdout: error.stdout, stderr: error.stderr };
    throw error;
  }
}

export interface Attempt {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}
