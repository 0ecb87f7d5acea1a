import { Complaint, sayFault } from '../errors';

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
  'verification' | 'bundle' | 'service' | 'workload' | 'secret' | 'certificate' | 'name' | 'dates' | 'key' | 'chain';

export const fine = (check: Check, message: string): Finding => ({ level: 'fine', check, message, fix: undefined });
export const unseen = (check: Check, message: string): Finding => ({ level: 'unseen', check, message, fix: undefined });
export const wrong = (check: Check, message: string, fix: string): Finding => ({ level: 'wrong', check, message, fix });
export const soon = (check: Check, message: string, fix: string): Finding => ({ level: 'soon', check, message, fix });

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
