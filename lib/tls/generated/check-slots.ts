import { X509Certificate } from 'node:crypto';
import { refuse } from '../../errors';
import { Owner } from '../../secrets/minted-key';
import { notice } from '../../notices';
import { systemClock } from '../../pki/clock';
import { inspect, validity } from '../../pki/inspect';
import { endingNotice, overdueComplaint, remainingLife, rotation } from '../../pki/remaining-life';
import { Generation } from '../../pki/slots';
import { checkDates, checkServing } from '../../pki/certificate-checks';

/** What may serve, now or after a rotation. Of the previous generation nothing is needed any more but its CA. */
export interface ServingSlots {
  readonly current: Generation;
  readonly standby: Generation;
  /** Whether the standby was in the state, so that a rotation is possible at once. */
  readonly canRotate: boolean;
}

const COMMAND = 'npx cdk8s-extension-api-server pki';

/** State is input too: it may have been copied from another server, merged badly, or simply grown old. */
export function checkSlots(owner: Owner, serving: ServingSlots, dnsNames: readonly string[]): void {
  const [required = '', ...others] = dnsNames;
  const { current, standby } = serving;
  // Fixtures are the same bytes under a fake clock, too: they are looked at on the day on which they begin.
  const now = owner.fixtures ? validity(current.certificate).notBefore : systemClock.now();
  const standbyEnd = validity(standby.certificate).notAfter;
  checkGeneration(
    owner,
    current,
    required,
    now,
    serving.canRotate && now <= standbyEnd
      ? rotation(owner.server)
      : `move ${owner.location} away to mint a new set, and apply everything at once`,
  );
  // That it has ended harms nobody as long as the current one serves: it is said below, and whatever else is wrong with
  // it here.
  checkGeneration(owner, standby, required, now > standbyEnd ? standbyEnd : now, '');
  checkRemainingLife(owner, serving, now);
  tellOfNames(owner, current, others, `run "${COMMAND} rotate ${owner.server}" when the standby has it`);
  tellOfNames(owner, standby, others, `run "${COMMAND} forget ${owner.server} --standby", synthesize and apply`);
}

/**
 * Only an end that has come has a way of its own out; and by a clock that is wrong nobody may mint. Anything else means
 * that the files are not the server's.
 */
function checkGeneration(
  { path, location }: Owner,
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
 * A folder that was renamed along with its server is another server's: keys for the new name are minted beside, and the
 * old ones serve until the APIServices point to it.
 */
function wayBack(location: string, certificate: X509Certificate, dnsName: string): string {
  return certificate.checkHost(dnsName, { subject: 'never' }) === undefined
    ? `move ${location} back to where the server had its old name, or away: under another name it is another server, with keys of its own`
    : `restore ${location} from Git, or move it away and pass the bundle that the cluster trusts as additionalCa`;
}

/**
 * High time is an error where one command is the way out; without a standby only synth can make one, so it must go on.
 */
function checkRemainingLife(owner: Owner, serving: ServingSlots, now: Date): void {
  const { current, canRotate } = serving;
  const life = remainingLife(validity(current.certificate), now);
  const outlived = standbyOutlived(owner, serving, now);
  const fix = outlived === undefined ? wayOut(owner, canRotate) : `${outlived}, then ${rotation(owner.server)}`;
  const overdue = canRotate ? overdueComplaint(life, fix) : undefined;
  refuse(owner.path, overdue && { ...overdue, must: `${owner.location}/${current.number}.crt: ${overdue.must}` });
  const said = endingNotice(life, fix) ?? outlived;
  if (said !== undefined) {
    notice(`${owner.path}: ${said}`);
  }
}

function wayOut({ server }: Owner, canRotate: boolean): string {
  return canRotate ? rotation(server) : `apply what this synth writes, then ${rotation(server)}`;
}

/**
 * A standby ends before the current one where its service life was chosen shorter and nobody has rotated for twice as
 * long.
 */
function standbyOutlived(
  { server, location }: Owner,
  { current, standby }: ServingSlots,
  now: Date,
): string | undefined {
  const end = validity(standby.certificate).notAfter;
  if (
    end >= validity(current.certificate).notAfter ||
    remainingLife(validity(standby.certificate), now).verdict === 'fine'
  ) {
    return undefined;
  }
  return `the standby, generation ${standby.number} in ${location}, ${now > end ? 'ended' : 'ends'} on ${end.toISOString().slice(0, 10)}, before the current one does: run "${COMMAND} forget ${server} --standby", synthesize, which mints another, commit and apply`;
}

/** Names beside the one that kube-apiserver asks for: nothing breaks without them. */
function tellOfNames(
  { path, location }: Owner,
  { number, certificate }: Generation,
  names: readonly string[],
  fix: string,
): void {
  const missing = names.find(name => !certificate.checkHost(name, { subject: 'never' }));
  if (missing !== undefined) {
    notice(`${path}: generation ${number} in ${location} was minted without the name ${missing}; ${fix}`);
  }
}
