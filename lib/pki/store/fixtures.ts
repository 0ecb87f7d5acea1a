import { fixtureConditions } from '../fixture';
import { FullSlots, mintSlots } from '../mint';
import { PkiStore, ServerId } from './store';

/** For tests: nothing is read from or written to a disk. */
export class FixtureStore implements PkiStore {
  readonly fixtures = true;

  constructor(private readonly dnsNames: readonly string[]) {}

  read(_where: string, id: ServerId): FullSlots {
    return mintSlots({ dnsNames: this.dnsNames, ...fixtureConditions(this.location(id)) });
  }

  stage(): void {}

  publish(): void {}

  location({ namespace, name }: ServerId): string {
    return `fixtures/${namespace}/${name}`;
  }
}
