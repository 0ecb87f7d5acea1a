import { DiskStore } from '../../pki/store/disk';
import { FINE, NOT_FINE } from '../failure';
import { Terminal } from '../terminal';
import { printStatus } from './print-status';
import { serverStatus } from './server-status';
import { everyServerOf, namedServers } from './state';

export interface StatusOptions {
  readonly directory: string;
  readonly json?: boolean;
  readonly warnDays?: number;
}

export function status(
  names: readonly string[],
  { directory, json = false, warnDays }: StatusOptions,
  terminal: Terminal,
): number {
  const ids = names.length > 0 ? namedServers(directory, names) : everyServerOf(directory, terminal);
  const store = new DiskStore(directory);
  const now = terminal.now();
  const servers = ids.map(id => serverStatus(store, id, now, warnDays));
  const ok = servers.every(server => server.ok);
  if (json) {
    terminal.out(`${JSON.stringify({ ok, servers }, undefined, 2)}\n`);
  } else {
    printStatus(servers, terminal);
  }
  return ok ? FINE : NOT_FINE;
}
