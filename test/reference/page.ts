import type { Type } from '@jsii/spec';
import { anchorsOf } from './addresses';
import type { Arranged } from './arrange';
import { methodsOf } from './declared';
import { cell, link } from './markdown';
import type { AddressOf } from './type-reference';
import { typeSection } from './type-section';

/** Title, one sentence, contents, types. */
export function pageText(arranged: Arranged, addressOf: AddressOf): string {
  const { page, types } = arranged;
  // The page's own types are linked by anchor alone, which survives a rename of the file.
  const fromHere: AddressOf = fqn => addressOf(fqn).replace(`${page.name}.md#`, '#');
  const sections = [
    `# ${page.title}`,
    page.about,
    contents(arranged),
    ...types.map(type => typeSection(type, fromHere)),
  ];
  return `${sections.join('\n\n')}\n`;
}

function contents(arranged: Arranged): string {
  const at = anchorsOf(arranged).values();
  const next = (name: string): string => link(name, `#${at.next().value}`);
  return arranged.types.map(type => entry(type, next)).join('\n');
}

function entry(type: Type, next: (name: string) => string): string {
  const line = `- ${next(type.name)}: ${cell(type.docs?.summary ?? '')}`;
  const methods = methodsOf(type).map(({ name }) => next(name));
  return methods.length === 0 ? line : `${line}\n  - ${methods.join(', ')}`;
}
