import { resolve } from 'node:path';

/**
 * Changes of this process that are staged and not yet written, by path: a second app with the same server must use the
 * keys that were minted for the first. They are held weakly and vanish with the last app that could write them.
 */
export class Unpublished<Change extends object> {
  private readonly changes = new Map<string, WeakRef<Change>>();

  find(path: string): Change | undefined {
    return this.changes.get(resolve(path))?.deref();
  }

  add(path: string, change: Change): void {
    this.changes.set(resolve(path), new WeakRef(change));
  }

  /** Keeps a change that another store has staged since. */
  remove(path: string, change: Change): void {
    if (this.find(path) === change) {
      this.changes.delete(resolve(path));
    }
  }
}
