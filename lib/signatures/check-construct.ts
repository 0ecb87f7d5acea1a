import { InvalidInput } from '../errors';
import { checkCall } from './check-call';

interface Scope {
  readonly node: { readonly path: string; readonly tryFindChild: (id: string) => unknown };
}

/** Checks the arguments of a construct, and gives its path. */
export function checkConstruct(call: string, scope: unknown, id: unknown, props: unknown): string {
  const path = constructPath(scope, id);
  checkCall(call, [scope, id, props], path);
  // constructs looks it up in an object, which has a `constructor` without anybody's doing.
  if ((scope as Scope).node.tryFindChild(id as string) !== undefined) {
    throw new InvalidInput(path, { must: 'id must be one that no sibling has', got: id, fix: 'use another id' });
  }
  return path;
}

/** A construct's path before it exists, as constructs writes it, and in one line. Neither part may be what it should. */
function constructPath(scope: unknown, id: unknown): string {
  const above = (scope as Partial<Scope> | undefined)?.node?.path ?? '';
  return [above, typeof id === 'string' ? id.replaceAll('/', '--') : `(${typeof id})`]
    .filter(part => part !== '')
    .join('/')
    .replace(/\s*[\r\n]+\s*/g, ' ');
}
