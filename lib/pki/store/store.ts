import { Slots } from '../slots';

/** Which server a state belongs to: a namespace holds a name once. */
export interface ServerId {
  readonly namespace: string;
  readonly name: string;
}

/** Where certificates and keys outlive one synth. */
export interface PkiStore {
  /** Whether nothing may be random, because a snapshot holds it. */
  readonly fixtures: boolean;
  /** `undefined` where nothing was minted yet. `where` is the construct path that an error names. */
  read(where: string, id: ServerId): Slots | undefined;
  /** Keeps in memory what `publish` will write: a synth that fails on other grounds must leave nothing behind. */
  stage(where: string, id: ServerId, slots: Slots): void;
  /**
   * Writes what was staged, each server atomically, unless somebody else changed it since it was read. Nothing is
   * emitted that was not written before.
   */
  publish(): void;
  /** How messages call the place: a path relative to the working directory. */
  location(id: ServerId): string;
}
