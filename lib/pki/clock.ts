/**
 * The one place that asks what time it is. Dates never change what is emitted: they decide when a certificate that is
 * being minted begins and ends, and whether an existing one is refused.
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
