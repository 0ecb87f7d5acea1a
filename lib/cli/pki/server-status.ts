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
  /** Of what is to be done, the most urgent. */
  readonly verdict: Verdict;
  readonly location: string;
  /** When the current generation began to serve, where it is not the first. */
  readonly rotated: string | undefined;
  /** Each with the command for it. */
  readonly todo: readonly string[];
  readonly slots: readonly GenerationStatus[];
}

interface Advice {
  readonly verdict: Verdict;
  readonly text: string;
}

const ORDER: readonly Verdict[] = ['fine', 'soon', 'overdue', 'broken'];
const SLOTS: readonly Slot[] = ['previous', 'current', 'standby'];

/** A state that cannot be read is one line of the report: the others are looked at all the same. */
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

/**
 * Git does not bring the key that serves since the last rotation. Nothing here tells whether somebody did, so this
 * fails no pipeline.
 */
function arrivalAdvice({ previous, current }: Slots, now: Date, warnDays: number | undefined): Advice[] {
  const life = previous && remainingLife(inspect(previous.certificate), now);
  if (!life || hasKey(current) || life.daysLeft < 0 || verdictOf(life, warnDays) === 'fine') {
    return [];
  }
  return [
    {
      verdict: 'fine',
      text: `generation ${previous.number}, the previous one, ends on ${day(life.notAfter)}: see that the Secret of generation ${current.number}, whose key is not on this machine, was applied everywhere`,
    },
  ];
}

const NO_STANDBY: Advice = {
  verdict: 'soon',
  text: `run ${SYNTH}, which mints the next standby; commit, apply`,
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
        text: `generation ${current.number} begins on ${day(facts.notBefore)}; check the clock of this machine, which says ${day(now)}`,
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
        text: `${spent.text}; then rotate with --applied, before generation ${current.number} ends on ${day(life.notAfter)}`,
      },
    ];
  }
  if (verdict === 'fine') {
    return [];
  }
  const when = `generation ${current.number} ${life.daysLeft < 0 ? 'ended' : 'ends'} on ${day(life.notAfter)}`;
  return [
    {
      verdict,
      text: `${when}: ${standby ? REMEDIES[remedy(inspect(standby.certificate), now)](id, location) : 'rotate as soon as there is a standby'}`,
    },
  ];
}

/**
 * A standby that lives shorter than what serves, because the service life was shortened meanwhile, may end first.
 * Nobody serves with it, so another takes its place.
 */
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
        text: `generation ${number}, the standby, ${ended ? 'ended' : 'ends'} on ${day(life.notAfter)}: run ${forgetStandbyCommand(serverName(id))}, synthesize, commit and apply`,
      };
}

/** Whoever says how many days knows better than we how long a change takes; what has ended has ended. */
function verdictOf({ verdict, daysLeft }: RemainingLife, warnDays: number | undefined): Verdict {
  if (warnDays === undefined || daysLeft < 0) {
    return verdict;
  }
  return daysLeft < warnDays ? 'soon' : 'fine';
}

const REMEDIES: { readonly [remedy in ReturnType<typeof remedy>]: (id: ServerId, location: string) => string } = {
  rotate: id => rotation(serverName(id)),
  'rotate-twice': id => `${rotation(serverName(id))}, and once more with --applied: the standby ends soon as well`,
  'mint-again': (_id, location) =>
    `the standby has ended as well: move ${location} away, synthesize, commit and apply everything at once`,
};

const day = (date: Date): string => date.toISOString().slice(0, 10);
