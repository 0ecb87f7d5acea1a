import { Complaint, sayFault } from '../errors';

/**
 * `unseen`: the folder does not say; somebody else makes it in the cluster. Only `wrong` and `soon` are something to
 * act upon.
 */
export type Level = 'fine' | 'wrong' | 'soon' | 'unseen';

export interface Finding {
  readonly level: Level;
  /** What was asked, in one word, for scripts. */
  readonly check: Check;
  readonly message: string;
  readonly fix: string | undefined;
}

export type Check =
  'verification' | 'bundle' | 'service' | 'workload' | 'secret' | 'certificate' | 'name' | 'dates' | 'key' | 'chain';

export const fine = (check: Check, message: string): Finding => ({ level: 'fine', check, message, fix: undefined });
export const unseen = (check: Check, message: string): Finding => ({ level: 'unseen', check, message, fix: undefined });
export const wrong = (check: Check, message: string, fix: string): Finding => ({ level: 'wrong', check, message, fix });
export const soon = (check: Check, message: string, fix: string): Finding => ({ level: 'soon', check, message, fix });

/**
 * `place` is where the value stands in the manifests, where the complaint does not say it; the fix is the complaint's
 * where there is none of our own.
 */
export function fromComplaint(
  check: Check,
  place: string | undefined,
  complaint: Complaint,
  fix = complaint.fix,
): Finding {
  return wrong(check, `${place === undefined ? '' : `${place}: `}${sayFault(complaint)}`, fix);
}

export const isActionable = ({ level }: Finding): boolean => level === 'wrong' || level === 'soon';
