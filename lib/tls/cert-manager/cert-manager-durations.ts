import { Duration } from 'cdk8s';
import { Complaint } from '../../errors';
import { CENTURY_DAYS, DAY, HOUR, MINUTE } from '../../pki/clock';

/** The durations that the user chose. */
export interface ChosenDurations {
  readonly validity?: Duration;
  readonly renewBefore?: Duration;
  readonly caValidity?: Duration;
  readonly caRenewBefore?: Duration;
}

/** In Go's notation. */
export interface Durations {
  readonly validity: string;
  readonly renewBefore: string | undefined;
  /** The time that cert-manager has for a renewal, chosen by the user or by cert-manager. */
  readonly renewBeforeSeconds: number;
  readonly caValidity: string;
  readonly caRenewBefore: string;
}

/** https://github.com/cert-manager/cert-manager/blob/v1.21.2/pkg/apis/certmanager/v1/const.go */
const SHORTEST_LIFE = HOUR;
const SHORTEST_NOTICE = 5 * MINUTE;
/** Go's durations end after 292 years. */
const LONGEST_LIFE = CENTURY_DAYS * DAY;
/** cert-manager's own default, emitted because the life of the CA depends on it. */
const CERTIFICATE_LIFE = Duration.days(90);
/** cert-manager distributes a new CA by itself, but each renewal may fail: a long life has fewer of them. */
const CA_LIFE = Duration.days(3650);

const use = (life: Duration): string => `use Duration.days(${life.toDays()})`;
const ms = (duration: Duration): number => duration.toMilliseconds({ integral: false });

/** Refuses what cert-manager's webhook would refuse, and a CA that would expire before a certificate that it signed. */
export function durations(chosen: ChosenDurations, ownCa: boolean): Durations | Complaint {
  const { validity = CERTIFICATE_LIFE, renewBefore, caValidity = CA_LIFE } = chosen;
  const caNotice =
    chosen.caRenewBefore === undefined ? Math.max(ms(validity), thirdOf(caValidity)) : ms(chosen.caRenewBefore);
  return (
    checkLife('validity', validity, use(CERTIFICATE_LIFE)) ??
    checkNotice(renewBefore, validity) ??
    (ownCa ? checkCa(caValidity, caNotice, validity) : checkNoCa(chosen)) ?? {
      validity: inGo(ms(validity)),
      renewBefore: renewBefore && inGo(ms(renewBefore)),
      renewBeforeSeconds: (renewBefore ? ms(renewBefore) : thirdOf(validity)) / 1000,
      caValidity: inGo(ms(caValidity)),
      caRenewBefore: inGo(caNotice),
    }
  );
}

/** As cert-manager itself does, in whole seconds. */
function thirdOf(life: Duration): number {
  return Math.floor(ms(life) / 3000) * 1000;
}

function checkLife(what: string, life: Duration, fix: string): Complaint | undefined {
  return isWhole(life) && ms(life) >= SHORTEST_LIFE && ms(life) <= LONGEST_LIFE
    ? undefined
    : { must: `${what} must be from an hour to a hundred years, in whole seconds`, got: life.toHumanString(), fix };
}

function checkNotice(notice: Duration | undefined, validity: Duration): Complaint | undefined {
  return notice === undefined || (isWhole(notice) && ms(notice) >= SHORTEST_NOTICE && ms(notice) < ms(validity))
    ? undefined
    : {
        must:
          'renewBefore must be five minutes or more, in whole seconds, and less than validity, which is ' +
          validity.toHumanString(),
        got: notice.toHumanString(),
        fix: "leave it out: a third of the validity is cert-manager's own choice",
      };
}

function checkCa(life: Duration, notice: number, validity: Duration): Complaint | undefined {
  const notices = Duration.millis(notice);
  if (notice < ms(validity)) {
    return {
      must:
        `caRenewBefore must be no less than validity, which is ${validity.toHumanString()}, ` +
        'or a certificate could outlive its CA',
      got: notices.toHumanString(),
      fix: 'leave it out, or shorten validity',
    };
  }
  const tooShort =
    notice >= ms(life)
      ? {
          must: `caValidity must be longer than caRenewBefore, which is ${notices.toHumanString()}`,
          got: life.toHumanString(),
          fix: use(CA_LIFE),
        }
      : undefined;
  return (
    checkLife('caValidity', life, use(CA_LIFE)) ??
    tooShort ??
    (isWhole(notices)
      ? undefined
      : { must: 'caRenewBefore must be in whole seconds', got: notices.toHumanString(), fix: 'leave it out' })
  );
}

function checkNoCa({ caValidity, caRenewBefore }: ChosenDurations): Complaint | undefined {
  const given = caValidity ?? caRenewBefore;
  return (
    given && {
      must: 'caValidity and caRenewBefore must not be given beside issuer, whose CA is its own',
      got: given.toHumanString(),
      fix: 'leave them out',
    }
  );
}

function isWhole(duration: Duration): boolean {
  return ms(duration) % 1000 === 0;
}

/** As Go writes it, because a client in Go writes it back like that: https://pkg.go.dev/time#Duration.String */
function inGo(milliseconds: number): string {
  const [hours, minutes, seconds] = [
    Math.floor(milliseconds / HOUR),
    Math.floor((milliseconds % HOUR) / MINUTE),
    (milliseconds % MINUTE) / 1000,
  ];
  return hours > 0 ? `${hours}h${minutes}m${seconds}s` : `${minutes}m${seconds}s`;
}
