import { refuse } from '../errors';
import { Owner } from '../handover/generated';
import { notice } from '../notices';
import { systemClock } from '../pki/clock';
import { validity } from '../pki/inspect';
import { endingNotice, overdueComplaint, remainingLife, remedy, rotation } from '../pki/remaining-life';
import { Generation } from '../pki/slots';
import { checkServing } from '../pki/verify';

/** What may serve, now or after a rotation. Of the previous generation nothing is needed any more but its CA. */
export interface Serving {
  readonly current: Generation;
  readonly standby: Generation;
  /** Whether the standby was in the state, so that a rotation is possible at once. */
  readonly canRotate: boolean;
}

const COMMAND = 'npx cdk8s-extension-api-server pki';

/** State is input too: it may have been copied from another server, merged badly, or simply grown old. */
export function checkSlots(owner: Owner, serving: Serving, dnsNames: readonly string[]): void {
  const [required = '', ...others] = dnsNames;
  const { current, standby } = serving;
  checkGeneration(owner, current, required, serving.canRotate && remedy(validity(standby.certificate), systemClock.now()) !== 'mint-anew' ? rotation(owner.server) : moveFix(owner));
  checkGeneration(owner, standby, required, `run "${COMMAND} forget ${owner.server} --standby" and synthesize, which mints another`);
  checkRemainingLife(owner, serving);
  tellOfNames(owner, current, others, `run "${COMMAND} rotate ${owner.server}" when the standby has it`);
  tellOfNames(owner, standby, others, `run "${COMMAND} forget ${owner.server} --standby", synthesize and apply`);
}

const moveFix = ({ location }: Owner): string => `restore ${location} from Git, or move it away to mint a new set and apply everything at once`;

/** Only an end that has come has a way of its own out; anything else means that the files are not the server's. */
function checkGeneration(owner: Owner, { number, certificate, ca, privateKey }: Generation, dnsName: string, whenExpired: string): void {
  const { path, location } = owner;
  const now = systemClock.now();
  const complaint = checkServing({ chain: [certificate], roots: [ca], privateKey }, [dnsName], now);
  const expired = now > validity(certificate).notAfter;
  refuse(path, complaint && {
    must: `${location}/${number}.crt: ${complaint.must}`,
    got: complaint.got,
    fix: expired ? whenExpired : moveFix(owner),
  });
}

/** High time is an error where one command is the way out; without a standby only synth can make one, so it must go on. */
function checkRemainingLife(owner: Owner, { current, canRotate }: Serving): void {
  const life = remainingLife(validity(current.certificate), systemClock.now());
  const fix = canRotate ? rotation(owner.server) : `apply what this synth writes, then ${rotation(owner.server)}`;
  const overdue = canRotate ? overdueComplaint(life, fix) : undefined;
  refuse(owner.path, overdue && { ...overdue, must: `${owner.location}/${current.number}.crt: ${overdue.must}` });
  const ending = endingNotice(life, fix);
  if (ending !== undefined) {
    notice(`${owner.path}: ${ending}`);
  }
}

/** Names beside the one that kube-apiserver asks for: nothing breaks without them. */
function tellOfNames({ path, location }: Owner, { number, certificate }: Generation, names: readonly string[], fix: string): void {
  const missing = names.find(name => !certificate.checkHost(name, { subject: 'never' }));
  if (missing !== undefined) {
    notice(`${path}: generation ${number} in ${location} was minted without the name ${missing}; ${fix}`);
  }
}
