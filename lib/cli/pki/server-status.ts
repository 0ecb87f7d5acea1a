import { forgetStandbyCommand, SYNTH } from '../../command';
import { InvalidInput, sayFault } from '../../errors';
import { inspect } from '../../pki/inspect';
import { RemainingLife, remainingLife, remedy, rotation } from '../../pki/remaining-life';
import { Generation, hasKey, Slots } from '../../pki/slots';
import { DiskStore } from '../../pki/store/disk';
import { ServerId } from '../../pki/store/store';
import { fault, GenerationStatus, generationStatus, Slot } from './generation-status';
import { serverName, readSlots } from './state';

export type Verdict = 'fine' | 'soon' | 'overdue' | 'broken';

export interface ServerStatus {
  readonly server: string;
  readonly ok: boolean;
  /** The most urgent verdict of all entries in `todo`. */
  readonly verdict: Verdict;
  readonly location: string;
  /** The time of the last rotation, if there was one. */
  readonly rotated: string | undefined;
  /** Next steps, each with its command. */
  readonly todo: readonly string[];
  readonly slots: readonly GenerationStatus[];
}

interface Advice {
  readonly verdict: Verdict;
  readonly text: string;
}

const ORDER: readonly Verdict[] = ['fine', 'soon', 'overdue', 'broken'];
const SLOTS: readonly Slot[] = ['previous', 'current', 'standby'];

/** An unreadable state is one line of the report and does not hide other servers. */
export function serverStatus(store: DiskStore, id: ServerId, now: Date, warnDays: number | undefined): ServerStatus {
  const frame = { server: serverName(id), location: store.location(id) };
  let slots: Slots;
  try {
    slots = readSlots(store, id);
  } catch (error) {
    if (!(error instanceof InvalidInput)) {
      throw error;
    }
    return {
      ...frame,
      ok: false,
      verdict: 'broken',
      rotated: undefined,
      todo: [`${sayFault(error.complaint)}; ${error.complaint.fix}`],
      slots: [],
    };
  }
  const advice = adviceFor(id, frame.location, slots, now, warnDays);
  const verdict = ORDER[Math.max(...advice.map(one => ORDER.indexOf(one.verdict)), 0)] ?? 'fine';
  return {
    ...frame,
    ok: verdict === 'fine',
    verdict,
    rotated: slots.rotated?.toISOString(),
    todo: advice.map(({ text }) => text),
    slots: SLOTS.flatMap(slot => (slots[slot] ? [generationStatus(slot, slots[slot], now)] : [])),
  };
}

function adviceFor(id: ServerId, location: string, slots: Slots, now: Date, warnDays: number | undefined): Advice[] {
  const { previous, current, standby } = slots;
  const faults = [previous, current, standby].flatMap(generation => (generation && fault(generation)) ?? []);
  if (faults.length > 0) {
    return faults.map(text => ({ verdict: 'broken', text: `${text}; restore ${location} from Git` }));
  }
  return [
    ...lifeAdvice(id, location, current, standby, now, warnDays),
    ...(standby ? [] : [NO_STANDBY]),
    ...arrivalAdvice(slots, now, warnDays),
  ];
}

/** Nothing here shows whether the Secret of a key that Git does not carry was applied, so the exit code stays 0. */
function arrivalAdvice({ previous, current }: Slots, now: Date, warnDays: number | undefined): Advice[] {
  const life = previous && remainingLife(inspect(previous.certificate), now);
  if (!life || hasKey(current) || life.daysLeft < 0 || verdictOf(life, warnDays) === 'fine') {
    return [];
  }
  return [
    {
      verdict: 'fine',
      text:
        `generation ${previous.number}, the previous one, expires on ${day(life.notAfter)}: check ` +
        `that the Secret of generation ${current.number}, whose key is not on this machine, is applied everywhere`,
    },
  ];
}

const NO_STANDBY: Advice = {
  verdict: 'soon',
  text: `run ${SYNTH}, which creates the next standby; commit, apply`,
};

function lifeAdvice(
  id: ServerId,
  location: string,
  current: Generation,
  standby: Generation | undefined,
  now: Date,
  warnDays: number | undefined,
): Advice[] {
  const facts = inspect(current.certificate);
  if (now < facts.notBefore) {
    return [
      {
        verdict: 'broken',
        text:
          `generation ${current.number} is not valid before ${day(facts.notBefore)}; check the clock ` +
          `of this machine, which says ${day(now)}`,
      },
    ];
  }
  const life = remainingLife(facts, now);
  const verdict = verdictOf(life, warnDays);
  const spent = standby && standbyAdvice(id, standby, now, warnDays);
  if (spent && verdict === 'fine') {
    return [spent];
  }
  if (spent?.ended && life.daysLeft >= 0) {
    return [
      {
        verdict: spent.verdict,
        text:
          `${spent.text}; then rotate with --applied before generation ${current.number} expires on ` +
          `${day(life.notAfter)}`,
      },
    ];
  }
  if (verdict === 'fine') {
    return [];
  }
  const when = `generation ${current.number} ${life.daysLeft < 0 ? 'expired' : 'expires'} on ${day(life.notAfter)}`;
  return [
    {
      verdict,
      text:
        `${when}: ` +
        (standby
          ? REMEDIES[remedy(inspect(standby.certificate), now)](id, location)
          : 'rotate once there is a standby'),
    },
  ];
}

/** After the validity was shortened, the standby may expire before the current certificate: another replaces it. */
function standbyAdvice(
  id: ServerId,
  { number, certificate }: Generation,
  now: Date,
  warnDays: number | undefined,
): (Advice & { readonly ended: boolean }) | undefined {
  const life = remainingLife(inspect(certificate), now);
  const verdict = verdictOf(life, warnDays);
  const ended = life.daysLeft < 0;
  return verdict === 'fine'
    ? undefined
    : {
        verdict,
        ended,
        text:
          `generation ${number}, the standby, ${ended ? 'expired' : 'expires'} on ` +
          `${day(life.notAfter)}: run ${forgetStandbyCommand(serverName(id))}, synthesize, commit and apply`,
      };
}

/** `--warn-days` replaces our thresholds, except for an expired certificate. */
function verdictOf({ verdict, daysLeft }: RemainingLife, warnDays: number | undefined): Verdict {
  if (warnDays === undefined || daysLeft < 0) {
    return verdict;
  }
  return daysLeft < warnDays ? 'soon' : 'fine';
}

const REMEDIES: { readonly [remedy in ReturnType<typeof remedy>]: (id: ServerId, location: string) => string } = {
  rotate: id => rotation(serverName(id)),
  'rotate-twice': id =>
    `${rotation(serverName(id))}; then rotate again with --applied, because the standby expires soon too`,
  'mint-again': (_id, location) =>
    `the standby has expired too: move ${location} away, synthesize, commit and apply everything at once`,
};

const day = (date: Date): string => date.toISOString().slice(0, 10);
