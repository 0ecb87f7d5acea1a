// Ends a cluster in any state. Every step looks for what exists, so that it also cleans up after a start that failed
// half-way, a crash, and an interrupted teardown.
import { cpSync, existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nodeCgroups, pidsInCgroups, removeCgroups } from './cgroups';
import { eventually } from './eventually';
import { RUNS } from './folders';
import { deleteNetwork, pidsInNetwork } from './network';
import { allPids, commandLine, isAlive, killPid } from './process-identity';
import { killRecorded, logsOf, recorded } from './processes';
import { type Slot, claimedSlots, markEnding, ownedSlots, releaseSlot, takeOver } from './slot';

export async function tearDown(slot: Slot): Promise<void> {
  await markEnding(slot);
  // Repeatedly, because a process may start another one before it is killed.
  await eventually(`the processes of ${slot.name} end`, async () => {
    killRecorded(slot);
    const others = [...shims(slot), ...(await pidsInCgroups(nodeCgroups(slot))), ...(await pidsInNetwork(slot))].filter(
      pid => pid !== process.pid,
    );
    others.forEach(pid => killPid(pid));
    return others.length === 0 && !recorded(slot).some(isAlive);
  });
  saveLogs(slot);
  // The nodes' mounts and the network namespaces of pods have ended with the last process in their mount namespaces.
  await deleteNetwork(slot);
  await removeCgroups(nodeCgroups(slot));
  await releaseSlot(slot);
}

export async function tearDownOwned(): Promise<void> {
  for (const slot of ownedSlots(process.pid)) await tearDown(slot);
}

/** Ends clusters whose owners are dead. */
export async function tearDownAbandoned(): Promise<void> {
  for (const slot of claimedSlots()) {
    if (await takeOver(slot)) await tearDown(slot);
  }
  const removed = (await readdir(RUNS).catch(() => [])).filter(name => name.startsWith('old-'));
  for (const name of removed) await rm(join(RUNS, name), { recursive: true, force: true });
}

/** The shims of containers outlive containerd. Their arguments contain its socket. */
function shims(slot: Slot): number[] {
  return allPids().filter(pid => {
    const [program, ...args] = commandLine(pid);
    return basename(program ?? '').startsWith('containerd-shim') && args.some(arg => arg.startsWith(`${slot.folder}/`));
  });
}

/**
 * Copies the logs to the folder E2E_LOGS, for machines that nobody can log in to. An error does not stop the teardown.
 */
function saveLogs(slot: Slot): void {
  const kept = process.env['E2E_LOGS'];
  if (!kept || !existsSync(logsOf(slot))) return;
  try {
    cpSync(logsOf(slot), join(kept, `${new Date().toISOString()}-${slot.name}`), { recursive: true });
  } catch (error) {
    process.stderr.write(
      `E2E_LOGS: must name a folder that takes the logs of ${slot.name}, got "${kept}": ${(error as Error).message}\n`,
    );
  }
}
