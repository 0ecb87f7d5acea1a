import type { Type } from '@jsii/spec';
import { referencesOf } from './declared';
import { type Page, pageNamedFor, PAGES } from './pages';

/** A page with its types in reading order: the one it begins with, then what that leads to. */
export interface Arranged {
  readonly page: Page;
  readonly types: readonly Type[];
}

/**
 * A type is on the page that its file or folder is named for. Any other type is on the page of the first type that
 * leads to it, so a new type needs no entry anywhere.
 */
export function arrange(types: readonly Type[], pages: readonly Page[] = PAGES): Arranged[] {
  const byFqn = new Map(types.map(type => [type.fqn, type]));
  const placed = new Map<Type, Page>(pages.map(page => [leadOf(page, types), page]));
  const place = (type: Type, page: Page): void => {
    if (!placed.has(type)) {
      placed.set(type, page);
    }
  };
  // A Map iterates over what is added meanwhile: breadth first.
  for (const [type, page] of placed) {
    for (const fqn of referencesOf(type)) {
      const next = byFqn.get(fqn);
      if (next) {
        place(next, namedFor(next, pages) ?? page);
      }
    }
  }
  for (const type of types.filter(each => !placed.has(each))) {
    place(type, namedFor(type, pages) ?? orphan(type));
  }
  return pages.map(page => ({ page, types: [...placed].filter(([, its]) => its === page).map(([type]) => type) }));
}

function leadOf({ name, lead }: Page, types: readonly Type[]): Type {
  const found = types.find(type => type.name === lead);
  if (!found) {
    throw new Error(
      `reference: page ${name} must begin with an exported type, got ${lead}; ` +
        'correct its lead in test/reference/pages.ts',
    );
  }
  return found;
}

function orphan(type: Type): never {
  throw new Error(
    `reference: every exported type must be on a page, got ${type.name} of ${fileOf(type)}, ` +
      'which no other type leads to; add a page for its folder to test/reference/pages.ts',
  );
}

const namedFor = (type: Type, pages: readonly Page[]): Page | undefined => pageNamedFor(fileOf(type), pages);
const fileOf = (type: Type): string => type.locationInModule?.filename ?? '';
