const said = new Set<string>();

/**
 * One line to standard error, once a process: standard output belongs to what was asked for (and, in other languages,
 * to jsii).
 */
export function notice(text: string): void {
  if (!said.has(text)) {
    said.add(text);
    process.stderr.write(`notice: ${text}\n`);
  }
}
