import Table from 'cli-table3';
import { Colours, Terminal } from '../terminal';
import { GenerationStatus } from './generation-status';
import { ServerStatus, Verdict } from './server-status';

const HEAD = ['SERVER', 'SLOT', 'GEN', 'NOT BEFORE', 'NOT AFTER', 'DAYS LEFT', 'CERTIFICATE', 'CA', 'KEY'];
/** Characters of a fingerprint: enough to compare by eye, too few to rely on. */
const SHORT = 12;
/** Like kubectl: two spaces and no lines, so that awk and grep work. */
const PLAIN = {
  chars: Object.fromEntries(
    [
      'top',
      'top-mid',
      'top-left',
      'top-right',
      'bottom',
      'bottom-mid',
      'bottom-left',
      'bottom-right',
      'left',
      'left-mid',
      'mid',
      'mid-mid',
      'right',
      'right-mid',
      'middle',
    ].map(name => [name, name === 'middle' ? '  ' : '']),
  ),
  style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
};

const COLOURS: { readonly [verdict in Verdict]: 'green' | 'yellow' | 'red' } = {
  fine: 'green',
  soon: 'yellow',
  overdue: 'red',
  broken: 'red',
};

export function printStatus(servers: readonly ServerStatus[], { out, colours }: Terminal): void {
  const table = new Table({ ...PLAIN, head: HEAD });
  servers.forEach(({ server, slots, verdict }) =>
    table.push(
      ...(slots.length > 0
        ? slots.map(slot => row(server, slot, verdict, colours.out))
        : [[server, colours.out.red('broken'), ...Array<string>(HEAD.length - 2).fill('')]]),
    ),
  );
  out(
    `${table
      .toString()
      .split('\n')
      .map(line => line.trimEnd())
      .join('\n')}\n`,
  );
  const busy = servers.filter(({ todo }) => todo.length > 0);
  if (busy.length > 0) {
    out(`\n${colours.out.bold('To do:')}\n`);
    busy.forEach(({ server, verdict, todo }) =>
      todo.forEach(text => out(`  ${colours.out[COLOURS[verdict]](server)}: ${text}\n`)),
    );
  }
}

function row(server: string, slot: GenerationStatus, verdict: Verdict, colours: Colours): string[] {
  const left = String(slot.daysLeft);
  return [
    server,
    slot.slot,
    String(slot.generation),
    slot.notBefore.slice(0, 10),
    slot.notAfter.slice(0, 10),
    slot.slot === 'current' ? colours[COLOURS[verdict]](left) : left,
    slot.sha256.slice(0, SHORT),
    slot.caSha256.slice(0, SHORT),
    slot.key,
  ];
}
