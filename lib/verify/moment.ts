import { DAY } from '../pki/clock';

/** When a question about dates is asked. */
export interface VerifyMoment {
  readonly now: Date;
  /** What ends within so many days is said. */
  readonly warnDays: number;
}

export const day = (date: Date): string => date.toISOString().slice(0, 10);
export const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
export const daysUntil = (date: Date, { now }: VerifyMoment): number =>
  Math.floor((date.getTime() - now.getTime()) / DAY);
export const endsSoon = (date: Date, moment: VerifyMoment): boolean => daysUntil(date, moment) < moment.warnDays;
