import { Duration } from 'cdk8s';
import { DeliveryStrategy, SecretFrame } from '../delivery/contract';
import { Complaint, refuse } from '../errors';
import { afterMinting, encryptKeys, generatedSecret, Owner } from '../handover/generated';
import { keyStore } from '../handover/stores';
import { isSubdomain } from '../names';
import { notice } from '../notices';
import { ALGORITHMS, AlgorithmName } from '../pki/algorithm';
import { systemClock } from '../pki/clock';
import { fillStandby, Mint, mintGeneration, mintSlots, systemRandom } from '../pki/mint';
import { caBundle, Generation, Slots } from '../pki/slots';
import { checkMintingAllowed } from '../pki/store/missing-state';
import { checkServing } from '../pki/verify';
import { Certified, Subject, tlsSecretName, TlsStrategy, trusted } from './contract';
import { dated, dates, notAfterAnnotation } from './not-after';

export interface Generated {
  readonly algorithm: AlgorithmName;
  readonly serviceLife: Duration;
  readonly extraDnsNames: readonly string[];
  readonly folder: string;
  readonly delivery: DeliveryStrategy;
}

/** A century of days: the standby's end, twice as far, still has a year of four digits, which is all that a certificate can say. */
const LONGEST_LIFE = 36500;

/** We mint at the first synth and after a rotation, and read at all others. */
export function generated(options: Generated): TlsStrategy {
  return {
    certify: (subject: Subject): Certified => {
      const { path, hasPods } = subject;
      refuse(path, checkOptions(options) ?? checkDelivery(options.delivery, hasPods));
      const dnsNames = servingNames(subject, options);
      const store = keyStore(subject.scope, options.folder, dnsNames);
      const owner: Owner = { path, server: `${subject.namespace}/${subject.name}`, location: store.location(subject), fixtures: store.fixtures };
      const known = store.read(path, subject);
      const complete = known?.standby ? known : mint(owner, known, dnsNames, options);
      checkSlots(subject, owner, complete, dnsNames);
      const frame = servingFrame(subject);
      const slots = encryptKeys(owner, frame, complete, options.delivery);
      if (slots !== known) {
        store.stage(path, subject, slots);
      }
      const serving = slots.current.certificate.toString();
      return {
        certificate: { ...trusted(hasPods ? frame.name : undefined, caBundle(slots)), ...dates(subject, serving) },
        secret: hasPods ? generatedSecret(owner, dated(frame, notAfterAnnotation(subject, serving)), slots, options.delivery) : undefined,
        beforeRender: () => {
          store.publish();
          if (slots !== known && !store.fixtures) {
            notice(afterMinting(owner, options.delivery));
          }
        },
      };
    },
  };
}

function checkOptions({ serviceLife, extraDnsNames }: Generated): Complaint | undefined {
  const days = serviceLife.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_LIFE) {
    return { must: `serviceLife must be a whole number of days, from 1 to ${LONGEST_LIFE}`, got: serviceLife.toHumanString(), fix: 'use Duration.days(365)' };
  }
  const wrong = extraDnsNames.find(name => !isSubdomain(name));
  return wrong === undefined ? undefined : { must: 'dnsNames must hold DNS names', got: wrong, fix: 'use names such as "metrics.example.com"' };
}

/** The first is the one that kube-apiserver checks; the second is what clients inside the cluster, such as Prometheus, may use. */
function servingNames({ dnsName }: Subject, { extraDnsNames }: Generated): string[] {
  return [...new Set([dnsName, `${dnsName}.cluster.local`, ...extraDnsNames])];
}

/** What a machine of this server's that runs elsewhere could not read. */
function checkDelivery(delivery: DeliveryStrategy, hasPods: boolean): Complaint | undefined {
  if (!hasPods && delivery.kind !== 'plain') {
    return { must: 'delivery must be left out for a backend outside the cluster, which needs the key itself', got: delivery.kind, fix: 'take the key from the state\'s folder' };
  }
  return delivery.kind === 'plain' ? undefined : delivery.check(systemClock.now());
}

function servingFrame({ name, namespace, labels, annotations }: Subject): SecretFrame {
  return { name: tlsSecretName(name), namespace, type: 'kubernetes.io/tls', labels, annotations };
}

/** The first set, or the standby that a rotation left to us. */
function mint({ path, location }: Owner, known: Slots | undefined, dnsNames: readonly string[], options: Generated): Slots {
  refuse(path, checkMintingAllowed(process.env, location, known && 'a rotation without the synth after it'));
  const request: Mint = {
    dnsNames, algorithm: ALGORITHMS[options.algorithm], serviceDays: options.serviceLife.toDays(), now: systemClock.now(), random: systemRandom,
  };
  return known ? fillStandby(known, (number, serviceLives) => mintGeneration(number, request, serviceLives)) : mintSlots(request);
}

/** State is input too: it may have been copied from another server, merged badly, or simply grown old. */
function checkSlots({ path }: Subject, { server, location }: Owner, { current, standby }: Slots, dnsNames: readonly string[]): void {
  const [required = '', ...others] = dnsNames;
  for (const generation of [current, ...(standby ? [standby] : [])]) {
    checkGeneration(path, location, generation, required);
    const missing = others.find(name => !generation.certificate.checkHost(name, { subject: 'never' }));
    if (missing !== undefined) {
      // Nothing that kube-apiserver asks for, so nothing breaks.
      notice(`${path}: generation ${generation.number} in ${location} was minted without the name ${missing}; ${generation === current
        ? `run "npx cdk8s-extension-api-server pki rotate ${server}" when the standby has it` : `run "npx cdk8s-extension-api-server pki forget ${server} --standby", synthesize and apply`}`);
    }
  }
}

function checkGeneration(path: string, location: string, { number, certificate, ca, privateKey }: Generation, dnsName: string): void {
  const complaint = checkServing({ chain: [certificate], roots: [ca], privateKey }, [dnsName], systemClock.now());
  refuse(path, complaint && {
    must: `${location}/${number}.crt: ${complaint.must}`,
    got: complaint.got,
    fix: `restore ${location} from Git, or move it away to mint a new set and apply everything at once`,
  });
}
