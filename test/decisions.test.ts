import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', 'docs', 'decisions');
const RECORDS = readdirSync(FOLDER).filter(file => file !== 'README.md');
const text = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const INDEX = text('README.md');

test('docs/decisions/README.md lists every record with its title, its status and its date', () => {
  const rows = RECORDS.map(file => {
    const [, title, status, date] = /^# (.+)\n\n(Accepted|Replaced) on (\d{4}-\d{2}-\d{2})/.exec(text(file)) ?? [];
    return `| [${file.slice(0, 4)}](${file}) | ${title} | ${status?.toLowerCase()} | ${date} |`;
  });
  expect(INDEX.match(/^\| \[.*/gm)).toEqual(rows);
});

test('records are numbered without a gap', () => {
  expect(RECORDS.map(file => Number(file.slice(0, 4)))).toEqual(RECORDS.map((_file, index) => index + 1));
});
