// Starts the long-running processes of a cluster and records their identities, so that another process can end them.
// Each has a session of its own: Ctrl-C on the terminal reaches only the harness, which ends them in order.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually';
import { inNetwork } from './network';
import { type ProcessIdentity, identify, isAlive, kill } from './process-identity';
import { type Slot, isEnding } from './slot';

export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
  /** Process id whose mount namespace the program enters. */
  readonly mountsOf?: number;
}

export interface RunningProcess extends ProcessIdentity {
  readonly name: string;
  readonly log: string;
  stop(): Promise<void>;
}

export function start(slot: Slot, program: Program): RunningProcess {
  if (isEnding(slot)) throw new Error(`${program.name}: cannot start, ${slot.name} is ending`);
  mkdirSync(logsOf(slot), { recursive: true });
  mkdirSync(recordsOf(slot), { recursive: true });
  const log = join(logsOf(slot), `${program.name}.log`);
  const output = openSync(log, 'a');
  const mounts = program.mountsOf === undefined ? [] : ['nsenter', `--mount=/proc/${program.mountsOf}/ns/mnt`, '--'];
  const [enter, ...args] = [...inNetwork(slot), ...mounts, program.command, ...program.args];
  const child = spawn(enter as string, args, {
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...program.env },
  });
  closeSync(output);
  child.unref();
  const identity = identityOf(child, program);
  writeFileSync(join(recordsOf(slot), program.name), JSON.stringify(identity));
  return { ...identity, name: program.name, log, stop: () => stop(identity) };
}

/** Waits until the probe succeeds; throws if the process ends first. */
export async function ready(running: RunningProcess, probe: () => Promise<boolean>): Promise<void> {
  await eventually(`${running.name} answers`, async () => {
    if (!isAlive(running)) throw new Error(`${running.name}: ended by itself: ${lastLine(running.log)}`);
    return probe();
  }).catch(error => {
    throw isAlive(running)
      ? new Error(`${(error as Error).message}; its log ends with: ${lastLine(running.log)}`)
      : error;
  });
}

export function killRecorded(slot: Slot): void {
  for (const identity of recorded(slot)) kill(identity);
}

export function recorded(slot: Slot): (ProcessIdentity & { readonly name: string })[] {
  try {
    return readdirSync(recordsOf(slot)).map(name => ({
      name,
      ...(JSON.parse(readFileSync(join(recordsOf(slot), name), 'utf8')) as ProcessIdentity),
    }));
  } catch {
    return [];
  }
}

export const logsOf = (slot: Slot) => join(slot.folder, 'logs');
const recordsOf = (slot: Slot) => join(slot.folder, 'processes');

async function stop(identity: ProcessIdentity): Promise<void> {
  kill(identity, 'SIGTERM');
  await eventually(`process ${identity.pid} ends`, () => Promise.resolve(!isAlive(identity)), 10).catch(() =>
    kill(identity),
  );
}

function identityOf(child: ChildProcess, program: Program): ProcessIdentity {
  child.on('error', () => {
    /* Reported below: there is no process id then. */
  });
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity === undefined) throw new Error(`${program.name}: cannot start ${program.command}; is it installed?`);
  return identity;
}

export function lastLine(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').at(-1)?.slice(0, 400) ?? '';
}
