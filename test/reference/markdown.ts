// Markdown that GitHub and VitePress render alike, without HTML.

/** Both sites make the same anchor of these characters, and differ in others. */
const ANCHORED = /^[A-Za-z0-9]+([ -][A-Za-z0-9]+)*$/;

/** Anchors of headings in their order: a repeated one is numbered. */
export function anchors(headings: readonly string[]): string[] {
  const used = new Map<string, number>();
  return headings.map(heading => {
    if (!ANCHORED.test(heading)) {
      throw new Error(
        `reference: a heading must consist of letters, digits, spaces and hyphens, got ${heading}; ` +
          'GitHub and VitePress would give it different anchors',
      );
    }
    const anchor = heading.toLowerCase().replaceAll(' ', '-');
    const times = used.get(anchor) ?? 0;
    used.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}

/** Text of a doc comment: a paragraph is one line, and what would be a tag outside code is escaped. */
export function prose(text: string): string {
  return text
    .split(/(```[\s\S]*?```|`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(LINE_BREAK, '$1 ').replaceAll('<', '\\<')))
    .join('');
}

/** One inside a paragraph: neither an empty line nor an entry of a list follows. */
const LINE_BREAK = /([^\n])\n(?!\n|\s*([-*]|\d+\.) )/g;

/** The same text in one line, as a cell of a table takes it. */
export function cell(text: string): string {
  if (/^\s*([-*]|\d+\.) |```/m.test(text)) {
    throw new Error(
      `reference: the description of a parameter or field must be sentences, got a list or a code block in ` +
        `${JSON.stringify(text)}; move it to the type's own comment`,
    );
  }
  return prose(text).replace(/\s+/g, ' ').trim().replaceAll('|', '\\|');
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

export const code = (text: string): string => `\`${text}\``;
export const link = (text: string, address: string): string => `[${text}](${address})`;
export const block = (text: string): string => `\`\`\`ts\n${text}\n\`\`\``;
