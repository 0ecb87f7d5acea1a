import { X509Certificate } from 'node:crypto';
import { forgetStandbyCommand, rotateCommand } from '../../command';
import { refuse } from '../../errors';
import { notice } from '../../notices';
import { checkDates, checkServing } from '../../pki/certificate-checks';
import { systemClock } from '../../pki/clock';
import { inspect, validity } from '../../pki/inspect';
import { FullSlots } from '../../pki/mint';
import { endingNotice, overdueComplaint, remainingLife, rotation } from '../../pki/remaining-life';
import { Generation } from '../../pki/slots';
import { ServerState } from '../../secrets/minted-keys';

/**
 * The state is input too: somebody may have copied it from another server, merged it badly, or not rotated for years.
 * The previous generation is not checked, because only its CA is used.
 */
export function checkSlots(state: ServerState, slots: FullSlots, dnsNames: readonly string[]): void {
  const { server, location, fixtures } = state;
  const [required = '', ...others] = dnsNames;
  const { current, standby } = slots;
  // Fixtures must give the same bytes under a faked clock too, so they are checked on their first day.
  const now = fixtures ? validity(current.certificate).notBefore : systemClock.now();
  const standbyEnd = validity(standby.certificate).notAfter;
  checkGeneration(
    state,
    current,
    required,
    now,
    canRotate(state) && now <= standbyEnd
      ? rotation(server)
      : `move ${location} away to mint a new set, and apply everything at once`,
  );
  // A standby that has expired harms nobody while the current one serves: checkRemainingLife reports it.
  checkGeneration(state, standby, required, now > standbyEnd ? standbyEnd : now, '');
  checkRemainingLife(state, slots, now);
  noticeMissingName(state, current, others, `run ${rotateCommand(server)} when the standby has it`);
  noticeMissingName(state, standby, others, `run ${forgetStandbyCommand(server)}, synthesize and apply`);
}

/** Whether the standby was in the state, so that it may serve without another synth. */
function canRotate({ found }: ServerState): boolean {
  return found?.standby !== undefined;
}

/**
 * An expired certificate has a fix of its own, and a wrong clock must be corrected before anything is minted. Every
 * other fault means that the files belong to another server.
 */
function checkGeneration(
  { path, location }: ServerState,
  { number, certificate, ca, privateKey }: Generation,
  dnsName: string,
  now: Date,
  whenExpired: string,
): void {
  const complaint = checkServing({ chain: [certificate], roots: [ca], privateKey }, [dnsName], now);
  const expired = now > validity(certificate).notAfter ? whenExpired : undefined;
  refuse(
    path,
    complaint && {
      must: `${location}/${number}.crt: ${complaint.must}`,
      got: complaint.got,
      fix:
        expired ?? checkDates('certificate', inspect(certificate), now)?.fix ?? wayBack(location, certificate, dnsName),
    },
  );
}

/**
 * A folder that was renamed along with its server holds certificates for the old name. The server needs new keys, and
 * the old ones serve until the APIServices point to it.
 */
function wayBack(location: string, certificate: X509Certificate, dnsName: string): string {
  return certificate.checkHost(dnsName, { subject: 'never' }) === undefined
    ? `move ${location} back to where the server had its old name, or away: ` +
        'under another name it is another server, with keys of its own'
    : `restore ${location} from Git, or move it away and pass the bundle that the cluster trusts as additionalCa`;
}

/** An overdue certificate is an error only if a rotation is possible: without a standby, synth must mint one. */
function checkRemainingLife(state: ServerState, slots: FullSlots, now: Date): void {
  const { path, server, location } = state;
  const { current } = slots;
  const life = remainingLife(validity(current.certificate), now);
  const outlived = standbyOutlived(state, slots, now);
  const rotate = canRotate(state) ? rotation(server) : `apply what this synth writes, then ${rotation(server)}`;
  const fix = outlived === undefined ? rotate : `${outlived}, then ${rotation(server)}`;
  const overdue = canRotate(state) ? overdueComplaint(life, fix) : undefined;
  refuse(path, overdue && { ...overdue, must: `${location}/${current.number}.crt: ${overdue.must}` });
  const ending = endingNotice(life, fix) ?? outlived;
  if (ending !== undefined) {
    notice(`${path}: ${ending}`);
  }
}

/** The standby may end before the current one if `validity` was shortened and nobody has rotated since. */
function standbyOutlived(
  { server, location }: ServerState,
  { current, standby }: FullSlots,
  now: Date,
): string | undefined {
  const end = validity(standby.certificate).notAfter;
  if (
    end >= validity(current.certificate).notAfter ||
    remainingLife(validity(standby.certificate), now).verdict === 'fine'
  ) {
    return undefined;
  }
  return (
    `the standby, generation ${standby.number} in ${location}, ${now > end ? 'ended' : 'ends'} on ` +
    `${end.toISOString().slice(0, 10)}, before the current one does: ` +
    `run ${forgetStandbyCommand(server)}, synthesize to mint another, commit and apply`
  );
}

/** kube-apiserver does not verify the names in `dnsNames`, so a missing one breaks nothing. */
function noticeMissingName(
  { path, location }: ServerState,
  { number, certificate }: Generation,
  names: readonly string[],
  fix: string,
): void {
  const missing = names.find(name => !certificate.checkHost(name, { subject: 'never' }));
  if (missing !== undefined) {
    notice(`${path}: generation ${number} in ${location} was minted without the name ${missing}; ${fix}`);
  }
}
