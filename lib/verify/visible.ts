/** Control characters, and those that change the direction of text: a name with them could forge a line of output. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text from the input on one line, with its control characters as escapes. */
export function visible(text: string): string {
  return text.replace(HIDDEN, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
