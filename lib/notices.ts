const said = new Set<string>();

/**
 * Prints a line to standard error, once in a process. Standard output belongs to the product, and to jsii in other
 * languages.
 */
export function notice(text: string): void {
  if (!said.has(text)) {
    said.add(text);
    process.stderr.write(`notice: ${text}\n`);
  }
}
