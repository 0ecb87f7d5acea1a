// Process ids are used again. A process is the one that was recorded only if it also started at the recorded time.
import { readFileSync, readdirSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /**
   * In clock ticks since the machine started: field 22 of /proc/PID/stat,
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

/** Without a look at who it is: for ids that were just read from a namespace or cgroup that is ours. */
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
 * What a Ctrl-C on the terminal reaches beside this process: its children, theirs and so on, but not the processes of a
 * cluster, which are sessions of their own.
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

/** Program and arguments; nothing of a process that has ended. */
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
    // The second field is the program's name in parentheses and may hold spaces and parentheses itself.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, group, startTime] = [rest[0], rest[1], rest[18]];
    return state === undefined || startTime === undefined
      ? undefined
      : { state, parent: Number(parent), group: Number(group), startTime };
  } catch {
    return undefined;
  }
}
