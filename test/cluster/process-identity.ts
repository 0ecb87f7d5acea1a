// Process ids are used again. A process is the one that was recorded only if it also started at the recorded time.
import { readFileSync, readdirSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** In clock ticks since the machine started: field 22 of /proc/PID/stat, https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
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
  try { process.kill(pid, signal); } catch { /* It has ended by itself. */ }
}

export function allPids(): number[] {
  return readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number);
}

/** Program and arguments; nothing of a process that has ended. */
export function commandLine(pid: number): string[] {
  try { return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0'); } catch { return []; }
}

function statOf(pid: number): { state: string; startTime: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may hold spaces and parentheses itself.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const startTime = rest[18];
    return state === undefined || startTime === undefined ? undefined : { state, startTime };
  } catch {
    return undefined;
  }
}
