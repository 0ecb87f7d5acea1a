/**
 * The one place that reads the time. Dates never change what is emitted: they decide when a certificate that is being
 * minted begins and ends, and whether an existing one is refused.
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** In milliseconds, as `Date` counts. */
export const MINUTE = 60 * 1000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The longest life that may be chosen, and the life of fixtures. */
export const CENTURY_DAYS = 36500;
