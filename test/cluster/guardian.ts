// Lives beside a cluster, in a session of its own, and ends the cluster when the process that owns it ends without
// doing so: a crash, a SIGKILL, a closed terminal. It notices because the other end of its standard input closes, which
// the kernel does for the dead as well.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { eventually } from './eventually';
import { REPOSITORY } from './folders';
import { type Slot, slotAt, takeOver } from './slot';
import { tearDown } from './teardown';

/** Returns what tells it that the cluster is gone and there is nothing left to guard. */
export function guard(slot: Slot): () => void {
  const child = spawn(process.execPath, ['--import', 'tsx', __filename, String(slot.number)], {
    cwd: REPOSITORY,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  child.stdin.on('error', () => {
    /* It ended first; the next start cleans up instead. */
  });
  return () => child.stdin.end();
}

if (require.main === module) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      /* Only the owner's end counts. */
    });
  process.stdin.resume().on('end', () => {
    const slot = slotAt(Number(process.argv[2]));
    // The kernel closes a dying process's files a moment before the process counts as dead.
    void eventually('the owner is dead', async () => (await takeOver(slot)) || !existsSync(slot.folder)).then(() =>
      existsSync(slot.folder) ? tearDown(slot) : undefined,
    );
  });
}
