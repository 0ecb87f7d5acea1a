import { createHash } from 'node:crypto';
import { fixtureAlgorithm } from '../algorithm';
import { FullSlots, mintSlots } from '../mint';
import { PkiStore, ServerId } from './store';

const BEGIN = new Date('2020-01-01T00:00:00Z');
const SERVICE_DAYS = 36500;

/**
 * For tests: keys that anybody can compute from the server's name, and dates that never end. The same bytes for ever
 * and nothing on disk, so that snapshots do not move.
 */
export class FixtureStore implements PkiStore {
  readonly fixtures = true;

  constructor(private readonly dnsNames: readonly string[]) {}

  read(_where: string, id: ServerId): FullSlots {
    let count = 0;
    const bytes = (): Buffer =>
      createHash('sha256')
        .update(`fixture ${count++} of ${this.location(id)}`)
        .digest();
    return mintSlots({
      dnsNames: this.dnsNames,
      algorithm: fixtureAlgorithm(bytes),
      serviceDays: SERVICE_DAYS,
      now: BEGIN,
      random: size => bytes().subarray(0, size),
    });
  }

  stage(): void {}

  publish(): void {}

  location({ namespace, name }: ServerId): string {
    return `fixtures/${namespace}/${name}`;
  }
}
