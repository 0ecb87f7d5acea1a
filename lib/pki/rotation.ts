import { Complaint } from '../errors';
import { validity } from './inspect';
import { Generation, hasKey, Slots } from './slots';

export interface RotationMoment {
  readonly now: Date;
  /** Whether the user says that the last rotation has arrived in every cluster. */
  readonly applied: boolean;
}

const DAY = 24 * 60 * 60 * 1000;
/** So long a change may take from a commit to the last cluster, before somebody has to say that it is there. */
const SETTLED_DAYS = 7;

/**
 * Shifts the slots by one: who was trusted longest leaves and who waited serves. The next synth mints who waits then.
 * In a cluster that has not got the bundle with the one who waited nobody trusts it, and in one that has not got the
 * last rotation who leaves still serves: both must have arrived first.
 */
export function rotate(slots: Slots, moment: RotationMoment): Slots | Complaint {
  const { current, standby } = slots;
  if (!standby) {
    return {
      must: 'the standby must be there before it can serve',
      got: `a rotation to generation ${current.number} without a synth after it`,
      fix: 'run synth, which mints the next one, commit and apply it first',
    };
  }
  return (
    checkAlive(slots.current, standby, moment) ??
    checkSettled(slots, moment, 'rotated again') ??
    checkTrusted(slots, standby, moment) ?? {
      ...slots,
      previous: current,
      current: standby,
      standby: undefined,
      rotated: moment.now,
    }
  );
}

/** Whoever has the old key can pose as the server until its CA leaves the bundle. */
export function forgetPrevious(slots: Slots, moment: RotationMoment): Slots | Complaint {
  return slots.previous === undefined
    ? {
        must: 'there must be a previous generation to forget',
        got: `generation ${slots.current.number} alone`,
        fix: 'rotate first if it is the current one whose key leaked',
      }
    : (checkSettled(slots, moment, 'forgotten') ?? { ...slots, previous: undefined });
}

/** Nobody serves with it yet, so it can go at any time; the next synth mints another. */
export function forgetStandby(slots: Slots): Slots | Complaint {
  return slots.standby
    ? { ...slots, standby: undefined }
    : { must: 'there must be a standby to forget', got: 'none', fix: 'run synth, which mints one' };
}

/** Whoever vouches for the clusters cannot vouch for this: nobody accepts what has ended. */
function checkAlive(current: Generation, standby: Generation, { now }: RotationMoment): Complaint | undefined {
  const { notAfter } = validity(standby.certificate);
  return now <= notAfter
    ? undefined
    : {
        must: 'the standby must be valid when it begins to serve',
        got: `generation ${standby.number}, which ended on ${notAfter.toISOString().slice(0, 10)}`,
        fix:
          now <= validity(current.certificate).notAfter
            ? 'forget it with "pki forget --standby", run synth, which mints another, commit and apply it everywhere, then rotate with --applied'
            : 'the current one has ended too: move the folder of the server away, run synth, commit and apply everything at once',
      };
}

/** The first standby comes with the first certificate, so whoever trusts one trusts the other. */
function checkTrusted(
  { current }: Slots,
  standby: Generation,
  { now, applied }: RotationMoment,
): Complaint | undefined {
  const minted = new Date(standby.certificate.validFrom);
  const first = standby.certificate.validFrom === current.certificate.validFrom;
  return applied || first || now.getTime() - minted.getTime() >= SETTLED_DAYS * DAY
    ? undefined
    : {
        must: 'the bundle with the standby must have arrived in every cluster before it serves',
        got: `generation ${standby.number}, which was minted on ${minted.toISOString().slice(0, 10)}`,
        fix: `apply it everywhere and add --applied, or wait until it is ${SETTLED_DAYS} days old`,
      };
}

/**
 * Git brings a rotation to every cluster, but never a key: where nobody here has it, days say nothing about the Secret.
 */
function checkSettled(
  { rotated, current }: Slots,
  { now, applied }: RotationMoment,
  what: string,
): Complaint | undefined {
  if (applied || !rotated) {
    return undefined;
  }
  const must = `the last rotation must have arrived in every cluster before anything is ${what}`;
  if (!hasKey(current)) {
    return {
      must,
      got: `generation ${current.number}, whose key is not on this machine`,
      fix: 'see that its Secret was applied everywhere, from the machine or the vault that has the key, and add --applied',
    };
  }
  return now.getTime() - rotated.getTime() >= SETTLED_DAYS * DAY
    ? undefined
    : {
        must,
        got: `generation ${current.number}, which serves since ${rotated.toISOString().slice(0, 16)}Z`,
        fix: `apply it everywhere and add --applied, or wait until it is ${SETTLED_DAYS} days old`,
      };
}
