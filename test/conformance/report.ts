// The report at the end of a run.
import type { Exception } from './exceptions';
import type { Finding } from './scanner';

export interface Row {
  readonly scanner: string;
  readonly version: string;
  readonly apps: number;
  readonly objects: number;
  readonly findings: number;
  readonly exceptions: number;
}

const HEADINGS = ['scanner', 'version', 'apps', 'objects', 'findings', 'exceptions'];

export function table(rows: readonly Row[]): string {
  const cells = [
    HEADINGS,
    ...rows.map(({ scanner, version, apps, objects, findings, exceptions }) => [
      scanner,
      version,
      ...[apps, objects, findings, exceptions].map(String),
    ]),
  ];
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map(row => row[column]?.length ?? 0)));
  return cells
    .map(row =>
      row
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function list(findings: readonly Finding[]): string {
  return findings
    .map(({ scanner, target: { name }, object, check, says }) => `${scanner}: ${name}: ${object}: ${check}: ${says}\n`)
    .join('');
}

export function excepted(counts: ReadonlyMap<Exception, number>): string {
  return [...counts].map(([{ title }, count]) => `${String(count).padStart(5)} × ${title}`).join('\n');
}
