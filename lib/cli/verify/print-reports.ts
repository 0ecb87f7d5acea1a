import { Report } from '../../verify/check-api-service';
import { Finding, isActionable, Level } from '../../verify/finding';
import { Colours, Terminal } from '../terminal';

const SIGNS: {
  readonly [level in Level]: { readonly sign: string; readonly colour: 'green' | 'red' | 'yellow' | 'cyan' };
} = {
  fine: { sign: '✓', colour: 'green' },
  wrong: { sign: '✗', colour: 'red' },
  soon: { sign: '!', colour: 'yellow' },
  unseen: { sign: '?', colour: 'cyan' },
};

/** A block for each APIService, and one line at the end that says it all. */
export function printReports(reports: readonly Report[], { out, colours }: Terminal): void {
  for (const { apiService, target, source, findings } of reports) {
    out(`${colours.out.bold(apiService)} → ${target} ${colours.out.dim(`(${source})`)}\n`);
    findings.forEach(finding => out(line(finding, colours.out)));
    out('\n');
  }
  out(`${summary(reports)}\n`);
}

function line({ level, message, fix }: Finding, colours: Colours): string {
  const { sign, colour } = SIGNS[level];
  return `  ${colours[colour](sign)} ${message}\n${fix === undefined ? '' : `    ${colours.bold('fix:')} ${fix}\n`}`;
}

function summary(reports: readonly Report[]): string {
  const bad = reports.filter(({ findings }) => findings.some(isActionable)).length;
  const unseen = reports.filter(
    ({ findings }) => !findings.some(isActionable) && findings.some(({ level }) => level === 'unseen'),
  ).length;
  const parts = [
    `${reports.length - bad - unseen} fine`,
    ...(unseen > 0 ? [`${unseen} not wholly visible here`] : []),
    ...(bad > 0 ? [`${bad} to mend`] : []),
  ];
  return `${reports.length} ${reports.length === 1 ? 'APIService' : 'APIServices'}: ${parts.join(', ')}`;
}
