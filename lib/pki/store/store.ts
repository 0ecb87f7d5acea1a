import { Slots } from '../slots';

/** The server that a state belongs to: a name is unique in its namespace. */
export interface ServerId {
  readonly namespace: string;
  readonly name: string;
}

/** Where certificates and keys outlive one synth. */
export interface PkiStore {
  /** Whether a test uses fixtures: then nothing may be random. */
  readonly fixtures: boolean;
  /** `undefined` before keys are minted. `where` is the construct path, for errors. */
  read(where: string, id: ServerId): Slots | undefined;
  /** Keeps slots in memory for `publish`: a synth that fails for another reason must write nothing. */
  stage(where: string, id: ServerId, slots: Slots): void;
  /** Writes what was staged, each server atomically, before anything is emitted. Refuses if the disk has changed. */
  publish(): void;
  /** The folder, for messages: relative to the working directory. */
  location(id: ServerId): string;
}
