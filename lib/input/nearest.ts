/** A longer text is no misspelt name, and comparing it only takes time. */
const LONGEST_NAME = 64;

/** The one of these names that was probably meant, if one is close. */
export function nearest(given: string, names: Iterable<string>): string | undefined {
  const wanted = given.toLowerCase();
  let [found, fewest]: [string | undefined, number] = [undefined, Math.max(1, Math.floor(given.length / 3)) + 1];
  for (const name of given.length > LONGEST_NAME ? [] : names) {
    const edits = distance(wanted, name.toLowerCase());
    if (edits < fewest) {
      [found, fewest] = [name, edits];
    }
  }
  return found;
}

/** How many letters must be added, removed or replaced: https://en.wikipedia.org/wiki/Levenshtein_distance */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = row[column - 1]! + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[column]! + 1, next[column - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
