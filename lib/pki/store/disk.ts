import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Complaint, InvalidInput } from '../../errors';
import { Slots } from '../slots';
import { makeFolder, removeAbandoned } from './draft';
import { ignoreKeys, KeysNotIgnored } from './gitignore';
import { Locked } from './lock';
import { reason } from './reasons';
import { ChangedMeanwhile, createFolder, holds, readFolder, replaceFolder, Seen } from './server-folder';
import { PkiStore, ServerId } from './store';
import { Unpublished } from './unpublished';

export interface StateChange {
  readonly slots: Slots;
  /** The state that it replaces, if there was one. */
  readonly seen: Seen | undefined;
}

interface Staged {
  readonly where: string;
  readonly change: StateChange;
}

/**
 * `<folder>/<namespace>/<name>/` with `state.json` and, for each generation N, `N.crt` (the serving certificate, then
 * its CA) and `N.key`, or `N.<delivery>.json` if the key was encrypted. A change appears whole or not at all, and only
 * one of two processes can make it.
 */
export class DiskStore implements PkiStore {
  readonly fixtures = false;
  private readonly staged = new Map<string, Staged>();
  private readonly seen = new Map<string, Seen>();

  /** Stores with the same `unpublished` share staged changes, as long as the disk still holds the old state. */
  constructor(
    private readonly folder: string,
    private readonly unpublished = new Unpublished<StateChange>(),
  ) {}

  location({ namespace, name }: ServerId): string {
    return [this.folder, namespace, name].join('/');
  }

  read(where: string, id: ServerId): Slots | undefined {
    const folder = this.location(id);
    const waiting = this.staged.get(folder);
    if (waiting) {
      return waiting.change.slots;
    }
    const seen = readFolder(where, folder);
    if (seen) {
      this.seen.set(folder, seen);
    }
    const change = this.unpublished.find(folder);
    if (change === undefined || change.seen?.state !== seen?.state) {
      return seen?.slots;
    }
    // This store writes it too: the app that staged it may turn out to be invalid.
    this.staged.set(folder, { where, change });
    return change.slots;
  }

  stage(where: string, id: ServerId, slots: Slots): void {
    const folder = this.location(id);
    const change = { slots, seen: this.seen.get(folder) };
    this.staged.set(folder, { where, change });
    this.unpublished.add(folder, change);
  }

  publish(): void {
    const prepared = new Set<string>();
    for (const [folder, { where, change }] of this.staged) {
      try {
        this.write(folder, change, prepared);
      } catch (error) {
        throw new InvalidInput(where, refusal(folder, error as Error));
      }
      this.staged.delete(folder);
      this.seen.delete(folder);
      this.unpublished.remove(folder, change);
    }
  }

  /** Removes a key that was copied elsewhere, and returns its file. The certificate stays: the bundle needs it. */
  forgetKey(id: ServerId, generation: number): string | undefined {
    const file = `${this.location(id)}/${generation}.key`;
    if (!existsSync(file)) {
      return undefined;
    }
    rmSync(file);
    return file;
  }

  private write(folder: string, { slots, seen }: StateChange, prepared: Set<string>): void {
    if (holds(folder, slots)) {
      return; // Another store that shares the change was first.
    }
    this.prepare(dirname(folder), prepared);
    if (seen) {
      replaceFolder(folder, seen, slots);
    } else {
      createFolder(folder, slots);
    }
  }

  /** Once a namespace: a thousand servers must not cost a thousand times as much. */
  private prepare(parent: string, prepared: Set<string>): void {
    if (!prepared.has(parent)) {
      makeFolder(parent);
      ignoreKeys([this.folder, parent]);
      removeAbandoned(parent);
      prepared.add(parent);
    }
  }
}

function refusal(folder: string, error: Error): Complaint {
  if (error instanceof ChangedMeanwhile) {
    return {
      must: `${folder} must be changed by one synth at a time`,
      got: 'another that finished first',
      fix: 'run synth again: it reads what the other wrote',
    };
  }
  if (error instanceof Locked) {
    return {
      must: `${folder} must be changed by one process at a time`,
      got: `process ${error.pid}, which is changing it`,
      fix: `run synth again when it has ended, or remove ${error.file} if it is another program`,
    };
  }
  if (error instanceof KeysNotIgnored) {
    return {
      must: `${error.file} must keep private keys out of Git`,
      got: 'a file without the lines *.key and .*.tmp, or with an exception',
      fix: 'add the lines, and name exceptions in another folder',
    };
  }
  if (!(error as NodeJS.ErrnoException).code) {
    throw error; // A fault of this library, not of the disk.
  }
  return {
    must: `${folder} must be writable: new keys are kept there`,
    got: reason(error),
    fix: 'run this where it is, and commit the folder',
  };
}
