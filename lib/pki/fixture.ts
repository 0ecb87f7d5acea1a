import { createHash } from 'node:crypto';
import { fixtureAlgorithm } from './algorithm';
import { CENTURY_DAYS } from './clock';
import { Conditions } from './mint';

const BEGIN = new Date('2020-01-01T00:00:00Z');

/**
 * Conditions for tests: keys that anybody can compute from `name`, and dates that do not end. They give the same bytes
 * on every machine, so snapshots do not change.
 */
export function fixtureConditions(name: string): Conditions {
  let count = 0;
  const bytes = (): Buffer => createHash('sha256').update(`fixture ${count++} of ${name}`).digest();
  return {
    algorithm: fixtureAlgorithm(bytes),
    serviceDays: CENTURY_DAYS,
    now: BEGIN,
    random: size => bytes().subarray(0, size),
  };
}
