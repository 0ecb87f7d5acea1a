// Collects the measurements of the tests in a file, and prints them as one table at the end of the run.
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

export interface Figure {
  readonly what: string;
  readonly requests?: number;
  /** Requests repeated because of a Retry-After header. */
  readonly retries?: number;
  readonly failures?: number;
  readonly seconds?: number;
  /** The longest request. */
  readonly slowestMilliseconds?: number;
}

/** In the environment, because the tests and the end of the run share no module. */
const FILE = 'E2E_FIGURES';

export function startFigures(): void {
  process.env[FILE] = join(tmpdir(), `e2e-figures-${process.pid}`);
  rmSync(figuresFile(), { force: true });
}

export function recordFigure(figure: Figure): void {
  appendFileSync(figuresFile(), `${JSON.stringify(figure)}\n`);
}

export function printFigures(): void {
  if (!existsSync(figuresFile())) return;
  const figures = readFileSync(figuresFile(), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Figure);
  process.stdout.write(`\n${table(figures)}\n`);
  rmSync(figuresFile());
}

export function table(figures: readonly Figure[]): string {
  const cells = figures.map(({ what, requests, retries, failures, seconds, slowestMilliseconds }) => [
    what,
    requests?.toLocaleString('en') ?? '',
    retries?.toLocaleString('en') ?? '',
    failures?.toLocaleString('en') ?? '',
    seconds?.toFixed(1) ?? '',
    slowestMilliseconds?.toLocaleString('en') ?? '',
  ]);
  const rows = [['', 'requests', 'retries', 'failures', 'seconds', 'slowest/ms'], ...cells];
  const widths = [0, 1, 2, 3, 4, 5].map(column => Math.max(...rows.map(row => (row[column] ?? '').length)));
  return rows
    .map(row =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function figuresFile(): string {
  const file = process.env[FILE];
  if (file === undefined) throw new Error('figures: no file to write to; run the tests with npm run e2e');
  return file;
}
