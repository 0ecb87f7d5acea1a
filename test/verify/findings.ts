import { InputObject } from '../../lib/verify/input';
import { verify } from '../../lib/verify/verify';
import { MOMENT } from './manifests';

const SIGNS = { fine: '✓', wrong: '✗', soon: '!', unseen: '?' };

/** The findings about every APIService as lines: a sign and the message. */
export const findings = (objects: readonly InputObject[]): string[] =>
  verify(objects, MOMENT).flatMap(report => report.findings.map(({ level, message }) => `${SIGNS[level]} ${message}`));

/** The findings that are not fine. */
export const faults = (objects: readonly InputObject[]): string[] =>
  findings(objects).filter(line => !line.startsWith('✓'));
