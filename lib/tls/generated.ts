import { Duration } from 'cdk8s';
import { DeliveryStrategy } from '../delivery/contract';
import { Complaint, orRefuse, refuse } from '../errors';
import { encryptKeys, generatedSecret, Owner, tellOfChange } from '../handover/generated';
import { keyStore } from '../handover/stores';
import { ALGORITHMS, AlgorithmName } from '../pki/algorithm';
import { systemClock } from '../pki/clock';
import { fillStandby, FullSlots, Mint, mintGeneration, mintSlots, systemRandom } from '../pki/mint';
import { readCertificates } from '../pki/pem';
import { caBundle, Slots } from '../pki/slots';
import { checkFolder } from '../pki/store/check-folder';
import { checkMintingAllowed } from '../pki/store/missing-state';
import { checkRoots } from '../pki/verify';
import { checkSlots } from './check-slots';
import { Certified, Subject, TlsStrategy, trusted } from './contract';
import { servingFrame } from './frame';
import { dates } from './not-after';
import { checkDnsNames, servingNames } from './serving-names';

export interface Generated {
  readonly algorithm: AlgorithmName;
  readonly serviceLife: Duration;
  readonly extraDnsNames: readonly string[];
  /** PEM. */
  readonly additionalCa: string | undefined;
  readonly folder: string;
  readonly delivery: DeliveryStrategy;
}

/**
 * A century of days: the standby's end, twice as far, still has a year of four digits, which is all that a certificate
 * can say.
 */
const LONGEST_LIFE = 36500;

/** We mint at the first synth and after a rotation, and read at all others. */
export function generated(options: Generated): TlsStrategy {
  return {
    certify: (subject: Subject): Certified => {
      const { path, hasPods } = subject;
      refuse(
        path,
        checkOptions(options) ?? checkFolder('directory', options.folder) ?? checkDelivery(options.delivery, hasPods),
      );
      const dnsNames = servingNames(subject, options.extraDnsNames);
      const store = keyStore(subject.scope, options.folder, dnsNames);
      const owner: Owner = {
        path,
        server: `${subject.namespace}/${subject.name}`,
        location: store.location(subject),
        fixtures: store.fixtures,
      };
      const known = store.read(path, subject);
      const complete = known?.standby ? { ...known, standby: known.standby } : mint(owner, known, dnsNames, options);
      checkSlots(owner, { ...complete, canRotate: known?.standby !== undefined }, dnsNames);
      const served = complete.current.certificate;
      const frame = servingFrame(subject, served);
      const slots = encryptKeys(owner, frame, complete, options.delivery);
      const changed = slots !== complete || known?.standby === undefined;
      if (changed) {
        store.stage(path, subject, slots);
      }
      return {
        certificate: {
          ...trusted(hasPods ? frame.name : undefined, caBundle(slots) + readAdditional(path, options.additionalCa)),
          ...dates(subject, served),
        },
        secret: hasPods ? generatedSecret(owner, frame, slots, options.delivery) : undefined,
        beforeRender: secretFile => {
          store.publish();
          if (changed && !store.fixtures) {
            tellOfChange(owner, frame, options.delivery, { known, complete, slots }, secretFile);
          }
        },
      };
    },
  };
}

function checkOptions({ serviceLife, extraDnsNames }: Generated): Complaint | undefined {
  const days = serviceLife.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_LIFE) {
    return {
      must: `serviceLife must be a whole number of days, from 1 to ${LONGEST_LIFE}`,
      got: serviceLife.toHumanString(),
      fix: 'use Duration.days(365)',
    };
  }
  return checkDnsNames(extraDnsNames);
}

/** What a machine of this server's that runs elsewhere could not read. */
function checkDelivery(delivery: DeliveryStrategy, hasPods: boolean): Complaint | undefined {
  if (!hasPods && delivery.kind !== 'plain') {
    return {
      must: 'delivery must be left out for a backend outside the cluster, which needs the key itself',
      got: delivery.kind,
      fix: "take the key from the state's folder",
    };
  }
  return delivery.kind === 'plain' ? undefined : delivery.check(undefined);
}

/** Written as the others are, whatever stood between the blocks. */
function readAdditional(path: string, text: string | undefined): string {
  const roots = text === undefined ? [] : orRefuse(path, readCertificates('additionalCa', text));
  refuse(path, checkRoots(roots, systemClock.now(), undefined, 'additionalCa'));
  return roots.map(root => root.toString()).join('');
}

/** The first set, or the standby that a rotation left to us. */
function mint(
  { path, location }: Owner,
  known: Slots | undefined,
  dnsNames: readonly string[],
  options: Generated,
): FullSlots {
  refuse(path, checkMintingAllowed(process.env, location, known && 'a rotation without the synth after it'));
  const request: Mint = {
    dnsNames,
    algorithm: ALGORITHMS[options.algorithm],
    serviceDays: options.serviceLife.toDays(),
    now: systemClock.now(),
    random: systemRandom,
  };
  return known
    ? fillStandby(known, (number, serviceLives) => mintGeneration(number, request, serviceLives))
    : mintSlots(request);
}
