import { SYNTH } from '../../command';
import { orRefuse } from '../../errors';
import { forgetPrevious, forgetStandby } from '../../pki/rotation';
import { DiskStore } from '../../pki/store/disk';
import { FINE } from '../failure';
import { Terminal } from '../terminal';
import { serverName, namedServers, readSlots } from './state';

export interface ForgetOptions {
  readonly directory: string;
  readonly standby?: boolean;
  readonly applied?: boolean;
}

export function forget(
  server: string,
  { directory, standby = false, applied = false }: ForgetOptions,
  terminal: Terminal,
): number {
  const store = new DiskStore(directory);
  for (const id of namedServers(directory, [server])) {
    const before = readSlots(store, id);
    const after = orRefuse(
      serverName(id),
      standby ? forgetStandby(before) : forgetPrevious(before, { now: terminal.now(), applied }),
    );
    store.stage(serverName(id), id, after);
    store.publish();
    terminal.out(
      standby
        ? `${serverName(id)}: generation ${before.standby!.number} will never serve; rotate after the ` +
            'next synth has created another standby and it is applied everywhere\n'
        : `${serverName(id)}: generation ${before.previous!.number} is no longer trusted once this is applied\n`,
    );
  }
  terminal.out(
    `\nNext:\n  ${SYNTH}      ` +
      `${standby ? 'creates the next standby' : 'writes a caBundle without it'}\n  git add ${directory} ` +
      'and what synth wrote, commit, apply\n',
  );
  return FINE;
}
