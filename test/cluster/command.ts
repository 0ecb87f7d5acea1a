// Runs a command and returns its output. A failure is one line: the command and the end of its output.
import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly stdin?: string;
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Record<string, string>;
  readonly timeoutSeconds?: number;
  /**
   * For a command that does not end by itself: is called with the whole output so far; true ends the command as a
   * success.
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
    const end = (stderr.trim() || stdout.trim()).split('\n').slice(-3).join(' | ');
    super(`${command}: ended with ${exitCode}: ${end}`);
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
        const output = { stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
        if (code === 0 || enough) resolve({ ok: true, ...output });
        else reject(new CommandError(shown, code ?? signal ?? 'an unknown end', output.stdout, output.stderr));
      });
    });
  } finally {
    clearTimeout(limit);
  }
}

/** Like `run`, but a failure is a result too, for instance when the API server refuses an object. */
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
