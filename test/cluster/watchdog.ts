// A watchdog process runs beside each cluster, in its own session. It ends the cluster when the owner dies without
// doing so (crash, SIGKILL): the kernel then closes the other end of its standard input.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { eventually } from './eventually';
import { REPOSITORY } from './folders';
import { ignoreSignals } from './signals';
import { type Slot, slotAt, takeOver } from './slot';
import { tearDown } from './teardown';

/** Returns a function that ends the watchdog; call it when the cluster is gone. */
export function startWatchdog(slot: Slot): () => void {
  const child = spawn(process.execPath, ['--import', 'tsx', __filename, String(slot.number)], {
    cwd: REPOSITORY,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  child.stdin.on('error', () => {
    /* The watchdog died first; the next start cleans up instead. */
  });
  return () => child.stdin.end();
}

if (require.main === module) {
  ignoreSignals();
  process.stdin.resume().on('end', () => {
    const slot = slotAt(Number(process.argv[2]));
    // The kernel closes the files of a dying process a moment before the process counts as dead.
    void eventually('the owner is dead', async () => (await takeOver(slot)) || !existsSync(slot.folder)).then(() =>
      existsSync(slot.folder) ? tearDown(slot) : undefined,
    );
  });
}
