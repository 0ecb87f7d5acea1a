import { Complaint } from '../errors';
import { DAY } from './clock';
import { validity } from './inspect';
import { Generation, hasKey, Slots } from './slots';

export interface RotationMoment {
  readonly now: Date;
  /** Whether the user confirms that the last rotation was applied to every cluster. */
  readonly applied: boolean;
}

/** How many days a commit is assumed to need to every cluster; before that, the user must confirm it. */
const SETTLED_DAYS = 7;

/**
 * Shifts the slots by one: the previous generation leaves, the current one becomes previous, the standby becomes
 * current, and the next synth mints a standby. Every cluster must trust the standby and have the last rotation first.
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

/** Someone who stole the previous key can impersonate the server until its CA leaves the bundle. */
export function forgetPrevious(slots: Slots, moment: RotationMoment): Slots | Complaint {
  return slots.previous === undefined
    ? {
        must: 'there must be a previous generation to forget',
        got: `generation ${slots.current.number} alone`,
        fix: 'rotate first if it is the current one whose key leaked',
      }
    : (checkSettled(slots, moment, 'forgotten') ?? { ...slots, previous: undefined });
}

/** The standby does not serve yet, so it can be dropped at any time; the next synth mints another. */
export function forgetStandby(slots: Slots): Slots | Complaint {
  return slots.standby
    ? { ...slots, standby: undefined }
    : { must: 'there must be a standby to forget', got: 'none', fix: 'run synth, which mints one' };
}

/** `applied` does not help here: no client accepts a certificate that has expired. */
function checkAlive(current: Generation, standby: Generation, { now }: RotationMoment): Complaint | undefined {
  const { notAfter } = validity(standby.certificate);
  return now <= notAfter
    ? undefined
    : {
        must: 'the standby must be valid when it begins to serve',
        got: `generation ${standby.number}, which ended on ${notAfter.toISOString().slice(0, 10)}`,
        fix:
          now <= validity(current.certificate).notAfter
            ? 'forget it with "pki forget --standby", run synth to mint another, commit and apply it everywhere, ' +
              'then rotate with --applied'
            : 'the current one has ended too: move the folder of the server away, run synth, commit and apply ' +
              'everything at once',
      };
}

/** The first standby was minted with the first certificate, so every bundle has both. */
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

/** Git carries a rotation to every cluster, but not a key: without one here, time says nothing about the Secret. */
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
      fix: 'apply its Secret everywhere, from the machine or the vault that has the key, and add --applied',
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
