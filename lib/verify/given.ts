import { JsonObject } from '../kubernetes/manifest';
import { field, text } from './json';

/** A Kubernetes object and the file that holds it. */
export interface Given {
  readonly object: JsonObject;
  /** The path of the file: printed, and used to keep several environments in one folder apart. */
  readonly source: string;
}

/** A reference to an object. */
export interface Wanted {
  readonly kinds: readonly string[];
  readonly namespace: string;
  readonly name: string;
  /** The file that holds the reference. */
  readonly source: string;
}

export const objectName = ({ object }: Given): string => text(object, 'metadata', 'name') ?? '';
export const kindOf = ({ object }: Given): string => text(object, 'kind') ?? '';

/** An object without a namespace may be in any: `kubectl apply -n` decides. */
export function isIn(namespace: string, { object }: Given): boolean {
  return (text(object, 'metadata', 'namespace') ?? namespace) === namespace;
}

export function find(given: readonly Given[], { kinds, namespace, name, source }: Wanted): Given | undefined {
  const found = given.filter(
    candidate => kinds.includes(kindOf(candidate)) && objectName(candidate) === name && isIn(namespace, candidate),
  );
  return nearest(found, namespace, source);
}

/** A folder may hold several environments: the object in the same file counts, or the one in the nearest folder. */
function nearest(found: readonly Given[], namespace: string, source: string): Given | undefined {
  const rank = (candidate: Given): number =>
    2 * common(candidate.source, source) + (field(candidate.object, 'metadata', 'namespace') === namespace ? 1 : 0);
  return [...found].sort((a, b) => rank(b) - rank(a))[0];
}

/** The number of leading path segments that two paths share. */
export function common(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  const differs = a.findIndex((part, index) => part !== b[index]);
  return differs < 0 ? a.length : differs;
}

/** All objects whose folder is as near as the nearest one's. */
export function nearestOf(found: readonly Given[], source: string): Given[] {
  const folder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  const closeness = found.map(candidate => common(folder(candidate.source), folder(source)));
  return found.filter((_, index) => closeness[index] === Math.max(...closeness));
}
