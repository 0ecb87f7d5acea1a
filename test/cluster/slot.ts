// Each cluster has a slot: a number that decides its addresses, a folder for its files, and an owner, the process that
// started it. A file in the folder is named for the owner: renaming is atomic, so only one process can take over a slot
// whose owner has died.
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Addresses, MOST_CLUSTERS, addressesOf } from './addresses';
import { RUNS } from './folders';
import { type ProcessIdentity, identify, isAlive } from './process-identity';

export interface Slot {
  readonly number: number;
  /** Name of the network namespace, and prefix of the cgroups. */
  readonly name: string;
  readonly folder: string;
  readonly addresses: Addresses;
}

export const CLUSTER_NAME = 'extension-apis-';

export function slotAt(number: number): Slot {
  return {
    number,
    name: `${CLUSTER_NAME}${number}`,
    folder: join(RUNS, String(number)),
    addresses: addressesOf(number),
  };
}

export async function claimSlot(): Promise<Slot> {
  await mkdir(RUNS, { recursive: true });
  const prepared = await mkdtemp(join(RUNS, 'new-'));
  await writeFile(join(prepared, ownerFile(self())), '');
  for (let number = 0; number < MOST_CLUSTERS; number++) {
    const slot = slotAt(number);
    try {
      // rename fails if the target is not empty, and a claimed slot is not.
      await rename(prepared, slot.folder);
      return slot;
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  await rm(prepared, { recursive: true });
  throw new Error(`${RUNS}: all ${MOST_CLUSTERS} slots are taken; end a cluster that is no longer needed`);
}

/** Frees the number. The rename comes first because removing many files takes a while. */
export async function releaseSlot(slot: Slot): Promise<void> {
  const removed = await mkdtemp(join(RUNS, 'old-'));
  // Another process may have ended the cluster.
  await rename(slot.folder, removed).catch(ignoreMissing);
  await rm(removed, { recursive: true, force: true, maxRetries: 5 });
}

export function claimedSlots(): Slot[] {
  return namesIn(RUNS)
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
    .map(slotAt);
}

export const ownedSlots = (pid: number): Slot[] => claimedSlots().filter(slot => ownerOf(slot)?.pid === pid);

/** Makes this process the owner of a slot whose owner is dead. */
export async function takeOver(slot: Slot): Promise<boolean> {
  const owner = ownerOf(slot);
  if (owner === undefined || isAlive(owner)) return false;
  try {
    await rename(join(slot.folder, ownerFile(owner)), join(slot.folder, ownerFile(self())));
    return true;
  } catch {
    return false;
  }
}

function ownerOf(slot: Slot): ProcessIdentity | undefined {
  const [, pid, startTime] =
    namesIn(slot.folder)
      .map(file => /^owner-(\d+)-(\d+)$/.exec(file))
      .find(match => match !== null) ?? [];
  return pid === undefined || startTime === undefined ? undefined : { pid: Number(pid), startTime };
}

/** Prevents further process starts, for instance of a cluster that is still being started. */
export const markEnding = (slot: Slot) => writeFile(join(slot.folder, ENDING), '').catch(ignoreMissing);
export const isEnding = (slot: Slot) => existsSync(join(slot.folder, ENDING)) || !existsSync(slot.folder);
const ENDING = 'ending';

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

const ownerFile = (owner: ProcessIdentity) => `owner-${owner.pid}-${owner.startTime}`;

function self(): ProcessIdentity {
  const identity = identify(process.pid);
  if (identity === undefined) throw new Error('/proc: cannot read the start time of this process; is /proc mounted?');
  return identity;
}
