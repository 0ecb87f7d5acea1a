import { resolve } from 'node:path';

/**
 * What was staged in this process and is not written yet, by path: the second app that describes a server takes the
 * keys that were made for the first, because one of them will find the other's on disk. Held weakly, so that it is
 * forgotten with the last app that could write it.
 */
export class Unpublished<Change extends object> {
  private readonly changes = new Map<string, WeakRef<Change>>();

  find(path: string): Change | undefined {
    return this.changes.get(resolve(path))?.deref();
  }

  add(path: string, change: Change): void {
    this.changes.set(resolve(path), new WeakRef(change));
  }

  /** Unless somebody staged another since. */
  remove(path: string, change: Change): void {
    if (this.find(path) === change) {
      this.changes.delete(resolve(path));
    }
  }
}
