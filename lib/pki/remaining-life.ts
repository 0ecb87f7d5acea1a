import { rotateCommand } from '../command';
import { Complaint } from '../errors';
import { DAY } from './clock';
import { Facts } from './inspect';

type Validity = Pick<Facts, 'notBefore' | 'notAfter'>;

/** How close a certificate is to its end. It decides about notices and errors, never about emitted bytes. */
export interface RemainingLife {
  /** `soon`: replace it; `overdue`: it should have been replaced, and may have expired. */
  readonly verdict: 'fine' | 'soon' | 'overdue';
  /** Whole days; negative once it has expired. */
  readonly daysLeft: number;
  readonly notAfter: Date;
}

/** A part of the certificate's life, limited to a number of milliseconds. */
interface Stretch {
  readonly part: number;
  readonly atMost: number;
}

/**
 * cert-manager renews when a third of the life is left, which suits short lives. For a life of a year, a month is
 * enough for a change that has to be reviewed.
 * https://cert-manager.io/docs/usage/certificate/#reissuance-triggered-by-expiry-renewal
 */
const SOON: Stretch = { part: 1 / 3, atMost: 30 * DAY };

/** A week: what synth emits now would soon be an outage. */
const OVERDUE: Stretch = { part: 1 / 10, atMost: 7 * DAY };

/** How many milliseconds before its end a certificate is due, and overdue. */
export function thresholds({ notBefore, notAfter }: Validity): { readonly soon: number; readonly overdue: number } {
  const reach = ({ part, atMost }: Stretch): number =>
    Math.min(part * (notAfter.getTime() - notBefore.getTime()), atMost);
  return { soon: reach(SOON), overdue: reach(OVERDUE) };
}

/** For the current generation. `remedy` looks at the standby, and only the end of the previous one matters. */
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
 * The way out when the current certificate is close to its end. The standby was minted at the same time, so it may be
 * close to its own end too.
 *
 * - `rotate`: the standby can serve for a while.
 * - `rotate-twice`: the standby ends soon, so rotate, apply, and rotate again. The bundle trusts the new standby from
 *   the first step on.
 * - `mint-again`: the standby has expired, so move the state away, mint a new set and apply everything at once. The
 *   server does not work until then in any case.
 */
export function remedy(standby: Validity, now: Date): 'rotate' | 'rotate-twice' | 'mint-again' {
  if (now > standby.notAfter) {
    return 'mint-again';
  }
  return remainingLife(standby, now).verdict === 'fine' ? 'rotate' : 'rotate-twice';
}

/** The `fix` for a generated certificate; the server is `<namespace>/<name>`. */
export function rotation(server: string): string {
  return `run ${rotateCommand(server)}, synthesize, commit and apply`;
}

/** The `fix` for a certificate that the user gave. */
export const REISSUE = 'have a new one issued and pass it';

/** An overdue certificate is an error if it was generated, because it can be rotated at once. */
export function overdueComplaint(life: RemainingLife, fix: string): Complaint | undefined {
  return life.verdict === 'overdue'
    ? { must: 'certificate must not be this near to its end', got: `one that ${end(life)}`, fix }
    : undefined;
}

/** A notice, if the certificate ends soon. */
export function endingNotice(life: RemainingLife, fix: string): string | undefined {
  return life.verdict === 'fine' ? undefined : `the serving certificate ${end(life)}; ${fix}`;
}

function end({ daysLeft, notAfter }: RemainingLife): string {
  const date = notAfter.toISOString().slice(0, 10);
  if (daysLeft < 0) {
    return `ended on ${date}`;
  }
  const left = daysLeft === 1 ? '1 day' : `${daysLeft} days`;
  return `ends on ${date}, in ${daysLeft === 0 ? 'less than a day' : left}`;
}
