// Ends a cluster, whatever state it is in. Every step looks at what is there and not at what should be, so that it also
// cleans up after a start that failed half-way, after a crash, and after a teardown that was itself cut off.
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
  // In rounds, because what is killed may have been about to start something.
  await eventually(`the processes of ${slot.name} end`, async () => {
    killRecorded(slot);
    const others = [...shims(slot), ...(await pidsInCgroups(nodeCgroups(slot))), ...(await pidsInNetwork(slot))].filter(
      pid => pid !== process.pid,
    );
    others.forEach(pid => killPid(pid));
    return others.length === 0 && !recorded(slot).some(isAlive);
  });
  saveLogs(slot);
  // The nodes' mounts and the network namespaces of their pods were in mount namespaces that ended with the last
  // process in them.
  await deleteNetwork(slot);
  await removeCgroups(nodeCgroups(slot));
  await releaseSlot(slot);
}

export async function tearDownOwned(): Promise<void> {
  for (const slot of ownedSlots(process.pid)) await tearDown(slot);
}

/** What earlier runs left behind: their owners are dead. */
export async function tearDownAbandoned(): Promise<void> {
  for (const slot of claimedSlots()) {
    if (await takeOver(slot)) await tearDown(slot);
  }
  const removed = (await readdir(RUNS).catch(() => [])).filter(name => name.startsWith('old-'));
  for (const name of removed) await rm(join(RUNS, name), { recursive: true, force: true });
}

/** A container's shim outlives containerd. Its arguments name the socket of the containerd that started it. */
function shims(slot: Slot): number[] {
  return allPids().filter(pid => {
    const [program, ...args] = commandLine(pid);
    return basename(program ?? '').startsWith('containerd-shim') && args.some(arg => arg.startsWith(`${slot.folder}/`));
  });
}

/**
 * E2E_LOGS names a folder that keeps the logs of every cluster, for a machine that nobody can log in to. Without logs
 * the cluster ends all the same.
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
