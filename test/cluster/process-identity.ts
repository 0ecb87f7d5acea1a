// The kernel reuses process ids, so a process is identified by its id and its start time.
import { readFileSync, readdirSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /**
   * Clock ticks since the machine started: field 22 of /proc/PID/stat,
   * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
   */
  readonly startTime: string;
}

export function identify(pid: number): ProcessIdentity | undefined {
  const stat = statOf(pid);
  return stat === undefined || stat.state === 'Z' ? undefined : { pid, startTime: stat.startTime };
}

export function isAlive(process: ProcessIdentity): boolean {
  return identify(process.pid)?.startTime === process.startTime;
}

export function kill(process: ProcessIdentity, signal: NodeJS.Signals = 'SIGKILL'): void {
  if (isAlive(process)) killPid(process.pid, signal);
}

/** Does not check the start time: for ids just read from a cluster's namespace or cgroup. */
export function killPid(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    /* It has ended by itself. */
  }
}

export function allPids(): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number);
}

/**
 * The descendants in the process group of this process, which Ctrl-C on the terminal reaches too. The processes of a
 * cluster have sessions of their own.
 */
export function attachedDescendants(): ProcessIdentity[] {
  const stats = new Map(allPids().map(pid => [pid, statOf(pid)]));
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === process.pid || isBelow(stats.get(pid)?.parent));
  const group = stats.get(process.pid)?.group;
  return [...stats]
    .filter(([pid, stat]) => stat?.group === group && pid !== process.pid && isBelow(pid))
    .map(([pid]) => identify(pid))
    .filter(found => found !== undefined);
}

/** Program and arguments; empty if the process has ended. */
export function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function statOf(pid: number): { state: string; parent: number; group: number; startTime: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses. The name may contain spaces and parentheses.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, group, startTime] = [rest[0], rest[1], rest[18]];
    return state === undefined || startTime === undefined
      ? undefined
      : { state, parent: Number(parent), group: Number(group), startTime };
  } catch {
    return undefined;
  }
}
