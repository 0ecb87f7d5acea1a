// What the run says at its end.
import type { Exception } from './exceptions';
import type { Finding } from './judge';

export interface Row {
  readonly judge: string;
  readonly version: string;
  readonly apps: number;
  readonly objects: number;
  readonly findings: number;
  readonly exceptions: number;
}

const HEADINGS = ['judge', 'version', 'apps', 'objects', 'findings', 'exceptions'];

export function table(rows: readonly Row[]): string {
  const cells = [
    HEADINGS,
    ...rows.map(({ judge, version, apps, objects, findings, exceptions }) => [
      judge,
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
    .map(({ judge, case: { name }, object, check, says }) => `${judge}: ${name}: ${object}: ${check}: ${says}\n`)
    .join('');
}

export function excepted(counts: ReadonlyMap<Exception, number>): string {
  return [...counts].map(([{ title }, count]) => `${String(count).padStart(5)} × ${title}`).join('\n');
}
