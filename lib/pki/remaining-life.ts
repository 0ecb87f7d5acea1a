import { Complaint } from '../errors';
import { Facts } from './inspect';

type Validity = Pick<Facts, 'notBefore' | 'notAfter'>;

/**
 * How near a certificate is to its end. It decides what is said to people, never what is emitted: the same repository
 * must give the same bytes on every day.
 */
export interface RemainingLife {
  /**
   * `soon`: put another one in its place; `overdue`: that should have been done. An expired certificate is overdue as
   * well.
   */
  readonly verdict: 'fine' | 'soon' | 'overdue';
  /** Whole days; negative once it has expired. */
  readonly daysLeft: number;
  readonly notAfter: Date;
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** A part of the certificate's whole life, and no more than some days of it. */
interface Stretch {
  readonly part: number;
  readonly atMost: number;
}

/**
 * cert-manager renews when a third of the life is left
 * (https://cert-manager.io/docs/usage/certificate/#reissuance-triggered-by-expiry-renewal), which keeps short lives
 * usable. For a life of a year that is four months too early to bother people: a month is what they expect of a
 * reminder, and enough for a change that has to be reviewed.
 */
const SOON: Stretch = { part: 1 / 3, atMost: 30 * DAY };

/** The last working week: whoever synthesizes now would commit an outage. */
const OVERDUE: Stretch = { part: 1 / 10, atMost: 7 * DAY };

/** How many milliseconds before its end a certificate is due, and overdue. */
export function thresholds({ notBefore, notAfter }: Validity): { readonly soon: number; readonly overdue: number } {
  const reach = ({ part, atMost }: Stretch): number =>
    Math.min(part * (notAfter.getTime() - notBefore.getTime()), atMost);
  return { soon: reach(SOON), overdue: reach(OVERDUE) };
}

/**
 * Of the generation that serves. The standby, which waits for half of its life, is `remedy`'s matter, and of the
 * previous one only its end counts.
 */
export function remainingLife(validity: Validity, now: Date): RemainingLife {
  const left = validity.notAfter.getTime() - now.getTime();
  return { verdict: verdict(validity, left), daysLeft: Math.floor(left / DAY), notAfter: validity.notAfter };
}

function verdict(validity: Validity, left: number): RemainingLife['verdict'] {
  const { soon, overdue } = thresholds(validity);
  if (left <= overdue) {
    return 'overdue';
  }
  return left <= soon ? 'soon' : 'fine';
}

/**
 * What a rotation would bring, which matters where nobody rotated for very long: the standby was minted together with
 * the certificate that serves and lives twice as long, so it may be near its end too.
 *
 * - `rotate`: the standby serves for a while.
 * - `rotate-twice`: it soon ends as well, so rotate, apply, and rotate again. The bundle trusts the new standby from
 *   the first step on.
 * - `mint-anew`: it has expired, so forget the state, mint a new set and apply everything at once. Nothing is trusted
 *   any more that could break.
 */
export function remedy(standby: Validity, now: Date): 'rotate' | 'rotate-twice' | 'mint-anew' {
  if (now > standby.notAfter) {
    return 'mint-anew';
  }
  return remainingLife(standby, now).verdict === 'fine' ? 'rotate' : 'rotate-twice';
}

/** The `fix` for a certificate of ours; the server is `<namespace>/<name>`. */
export function rotation(server: string): string {
  return `run "npx cdk8s-extension-api-server pki rotate ${server}", synthesize, commit and apply`;
}

/** The `fix` for a certificate that somebody else issues. */
export const REISSUE = 'have a new one issued and pass it';

/** A refusal, where it is high time: for certificates of ours, which can be rotated on the spot. */
export function overdueComplaint(life: RemainingLife, fix: string): Complaint | undefined {
  return life.verdict === 'overdue'
    ? { must: 'certificate must not be this near to its end', got: `one that ${end(life)}`, fix }
    : undefined;
}

/** A line for `notice`, where there is something to say. */
export function endingNotice(life: RemainingLife, fix: string): string | undefined {
  return life.verdict === 'fine' ? undefined : `the serving certificate ${end(life)}; ${fix}`;
}

function end({ daysLeft, notAfter }: RemainingLife): string {
  const date = notAfter.toISOString().slice(0, 10);
  if (daysLeft < 0) {
    return `ended on ${date}`;
  }
  return `ends on ${date}, ${daysLeft === 0 ? 'in less than a day' : `in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`}`;
}
