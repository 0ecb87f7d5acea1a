import { SYNTH } from '../../command';
import { Complaint, InvalidInput } from '../../errors';
import { rotate } from '../../pki/rotation';
import { hasKey, Slots } from '../../pki/slots';
import { DiskStore } from '../../pki/store/disk';
import { ServerId } from '../../pki/store/store';
import { FINE, NOT_FINE, printFailure, printThrown, Usage } from '../failure';
import { Terminal } from '../terminal';
import { everyServerOf, serverName, namedServers, readSlots } from './state';

export interface RotateOptions {
  readonly directory: string;
  readonly all?: boolean;
  readonly applied?: boolean;
}

/** Rotates no server if one is refused. If writing one fails, those before it stay rotated and have been reported. */
export function rotateServers(
  names: readonly string[],
  { directory, all = false, applied = false }: RotateOptions,
  terminal: Terminal,
): number {
  if (all === names.length > 0) {
    throw new Usage(
      all ? 'either servers or --all must be given, got both' : 'a server must be given',
      'name servers, as pki status shows them, or use --all',
    );
  }
  const ids = all ? everyServerOf(directory, terminal) : namedServers(directory, names);
  const store = new DiskStore(directory);
  const now = terminal.now();
  const rotated = ids.map(id => ({ id, slots: rotate(readSlots(store, id), { now, applied }) }));
  const refused = rotated.flatMap(({ id, slots }) => ('must' in slots ? [{ id, complaint: slots }] : []));
  if (refused.length > 0) {
    return refuseAll(refused, ids.length, terminal);
  }
  const ready = rotated.flatMap(({ id, slots }) => ('must' in slots ? [] : [{ id, slots }]));
  for (const [index, { id, slots }] of ready.entries()) {
    store.stage(serverName(id), id, slots);
    if (!published(store, terminal)) {
      return sayLeft(
        ready.map(({ id: each }) => serverName(each)),
        index,
        terminal,
      );
    }
    report(id, slots, terminal);
  }
  terminal.out(
    `\nNext:\n  ${SYNTH}      creates the next standby\n  git add ${directory} and what synth ` +
      'wrote, commit, apply in any order\n',
  );
  return FINE;
}

function refuseAll(
  refused: readonly { readonly id: ServerId; readonly complaint: Complaint }[],
  total: number,
  terminal: Terminal,
): number {
  refused.forEach(({ id, complaint }) => printThrown(terminal, new InvalidInput(serverName(id), complaint)));
  if (total > refused.length) {
    printFailure(
      terminal,
      `nothing was changed; ${total - refused.length} other ` +
        `${total - refused.length === 1 ? 'server was' : 'servers were'} not rotated either`,
      'name the servers that can be rotated',
    );
  }
  return NOT_FINE;
}

function published(store: DiskStore, terminal: Terminal): boolean {
  try {
    store.publish();
    return true;
  } catch (error) {
    if (!(error instanceof InvalidInput)) {
      throw error;
    }
    printThrown(terminal, error);
    return false;
  }
}

/** The reported servers stay rotated: --all would refuse them until synth has run. */
function sayLeft(names: readonly string[], count: number, terminal: Terminal): number {
  if (names.length > 1) {
    printFailure(
      terminal,
      `rotated: ${count} of ${names.length} servers; not rotated: ${names.slice(count).join(' ')}`,
      'name these once their state can be written; then synthesize, commit and apply',
    );
  }
  return NOT_FINE;
}

function report(id: ServerId, { previous, current }: Slots, { out, err }: Terminal): void {
  out(
    `${serverName(id)}: generation ${current.number} serves from now on; generation ${previous!.number} ` +
      'stays trusted until the next rotation\n',
  );
  if (!hasKey(current)) {
    err(
      `note: ${serverName(id)}: the key of generation ${current.number} is not on this machine; unless it ` +
        'is in a vault, synthesize and apply its Secret on the machine that has the key\n',
    );
  }
}
