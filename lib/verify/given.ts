import { JsonObject } from '../kubernetes/manifest';
import { field, text } from './json';

/** One object of those that are checked together, and where it was found. */
export interface Given {
  readonly object: JsonObject;
  /** A path, for messages, and to tell two clusters in one folder apart. */
  readonly source: string;
}

/** Which object is meant. */
export interface Wanted {
  readonly kinds: readonly string[];
  readonly namespace: string;
  readonly name: string;
  /** Where it is wanted from. */
  readonly source: string;
}

export const objectName = ({ object }: Given): string => text(object, 'metadata', 'name') ?? '';
export const kindOf = ({ object }: Given): string => text(object, 'kind') ?? '';

/** Many write manifests without a namespace and say it when they apply; such an object can be in any. */
export function isIn(namespace: string, { object }: Given): boolean {
  return (text(object, 'metadata', 'namespace') ?? namespace) === namespace;
}

export function find(given: readonly Given[], { kinds, namespace, name, source }: Wanted): Given | undefined {
  const found = given.filter(
    candidate => kinds.includes(kindOf(candidate)) && objectName(candidate) === name && isIn(namespace, candidate),
  );
  return nearest(found, namespace, source);
}

/**
 * One folder may hold the manifests of several clusters. What is meant is the object in the same file, or else in the
 * nearest folder.
 */
function nearest(found: readonly Given[], namespace: string, source: string): Given | undefined {
  const rank = (candidate: Given): number =>
    2 * common(candidate.source, source) + (field(candidate.object, 'metadata', 'namespace') === namespace ? 1 : 0);
  return [...found].sort((a, b) => rank(b) - rank(a))[0];
}

/** How many folders, and at last the file, two paths share. */
export function common(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  const differs = a.findIndex((part, index) => part !== b[index]);
  return differs < 0 ? a.length : differs;
}

/** Where the folder holds several clusters: only objects as near as the nearest. */
export function nearestOf(found: readonly Given[], source: string): Given[] {
  const folder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  const closeness = found.map(candidate => common(folder(candidate.source), folder(source)));
  return found.filter((_, index) => closeness[index] === Math.max(...closeness));
}
