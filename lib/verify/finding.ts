import { Complaint, sayFault } from '../errors';
import { visible } from './visible';

/** `unseen`: not visible in the manifests, for example written in the cluster. `wrong` and `soon` need an action. */
export type Level = 'fine' | 'wrong' | 'soon' | 'unseen';

export interface Finding {
  readonly level: Level;
  /** The check, in one word, for scripts. */
  readonly check: Check;
  readonly message: string;
  readonly fix: string | undefined;
}

export type Check =
  | 'registration'
  | 'owner'
  | 'verification'
  | 'bundle'
  | 'service'
  | 'workload'
  | 'port'
  | 'network'
  | 'rbac'
  | 'secret'
  | 'certificate'
  | 'name'
  | 'dates'
  | 'key'
  | 'chain';

const finding = (level: Level, check: Check, message: string, fix?: string): Finding => ({
  level,
  check,
  message: visible(message),
  fix: fix === undefined ? undefined : visible(fix),
});
export const fine = (check: Check, message: string): Finding => finding('fine', check, message);
export const unseen = (check: Check, message: string): Finding => finding('unseen', check, message);
export const wrong = (check: Check, message: string, fix: string): Finding => finding('wrong', check, message, fix);
export const soon = (check: Check, message: string, fix: string): Finding => finding('soon', check, message, fix);

/** `place` names where the value is, if the complaint does not. */
export function fromComplaint(
  check: Check,
  place: string | undefined,
  complaint: Complaint,
  fix = complaint.fix,
): Finding {
  return wrong(check, `${place === undefined ? '' : `${place}: `}${sayFault(complaint)}`, fix);
}

export const isActionable = ({ level }: Finding): boolean => level === 'wrong' || level === 'soon';
