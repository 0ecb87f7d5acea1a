import { spawn } from 'node:child_process';

/**
 * The number of somebody else who lives while the tests run: who started them. The first process of a container nobody
 * started that it could see; there a child stands in.
 */
export const LIVING = process.ppid > 0 ? process.ppid : startChild();

function startChild(): number {
  const child = spawn(process.execPath, ['--eval', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  afterAll(() => {
    child.kill();
  });
  return child.pid!;
}
