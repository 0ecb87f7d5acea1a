import { Report } from '../../verify/verify';
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

/** Prints a block for each APIService and a summary line. */
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
    ...(unseen > 0 ? [`${unseen} not fully visible here`] : []),
    ...(bad > 0 ? [`${bad} to fix`] : []),
  ];
  return `${reports.length} ${reports.length === 1 ? 'APIService' : 'APIServices'}: ${parts.join(', ')}`;
}
