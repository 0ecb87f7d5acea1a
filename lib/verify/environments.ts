/** A file, and an object in it that a cluster can hold only once. */
export interface Placed {
  readonly source: string;
  readonly identity: string;
}

/**
 * A folder may hold several environments, file beside file or folder beside folder. Two files belong to different ones
 * if the paths at which they part hold the same object: `production/` and `staging/` both hold the Service shop/stock.
 */
export class Environments {
  /** The objects of a file, or of everything below a folder. */
  readonly #held = new Map<string, Set<string>>();
  readonly #known = new Map<string, boolean>();

  constructor(placed: readonly Placed[]) {
    for (const { source, identity } of placed) {
      prefixesOf(source).forEach(path => this.#add(path, identity));
    }
  }

  public together(one: string, other: string): boolean {
    return !this.apart(one, other);
  }

  public apart(one: string, other: string): boolean {
    if (one === other) {
      return false;
    }
    const [a, b] = branches(one, other);
    const key = `${a}\n${b}`;
    const known = this.#known.get(key) ?? this.#overlap(a, b);
    this.#known.set(key, known);
    return known;
  }

  #add(path: string, identity: string): void {
    const held = this.#held.get(path) ?? new Set();
    held.add(identity);
    this.#held.set(path, held);
  }

  #overlap(one: string, other: string): boolean {
    const [a, b] = [this.#held.get(one), this.#held.get(other)];
    if (!a || !b) {
      return false;
    }
    const [small, large] = a.size < b.size ? [a, b] : [b, a];
    return [...small].some(identity => large.has(identity));
  }
}

/** `a`, `a/b` and `a/b/c.yaml` for the last. */
function prefixesOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** The first paths that differ: `a/b` and `a/c` for `a/b/x.yaml` and `a/c/y.yaml`. */
function branches(one: string, other: string): readonly [string, string] {
  const [a, b] = [one.split('/'), other.split('/')];
  const at = a.findIndex((part, index) => part !== b[index]) + 1;
  return [a.slice(0, at).join('/'), b.slice(0, at).join('/')];
}
