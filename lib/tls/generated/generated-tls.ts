import { Duration } from 'cdk8s';
import { DeliveryStrategy } from '../../delivery/delivery-strategy';
import { Complaint, orRefuse, refuse } from '../../errors';
import { encryptKeys, mintedSecret, Owner, noticeChange } from '../../secrets/minted-key';
import { keyStore } from '../../secrets/app-stores';
import { ALGORITHMS, AlgorithmName } from '../../pki/algorithm';
import { systemClock } from '../../pki/clock';
import { fillStandby, FullSlots, Mint, mintGeneration, mintSlots, systemRandom } from '../../pki/mint';
import { readCertificates } from '../../pki/pem';
import { caBundle, Slots } from '../../pki/slots';
import { checkFolder } from '../../pki/store/check-folder';
import { checkMintingAllowed } from '../../pki/store/missing-state';
import { checkRoots } from '../../pki/certificate-checks';
import { checkSlots } from './check-slots';
import { Certified, TlsSubject, TlsStrategy, trusted } from '../tls-strategy';
import { servingSecretFrame } from '../serving-secret';
import { dates } from '../not-after';
import { checkDnsNames, servingNames } from '../serving-names';

export interface GeneratedTlsSettings {
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
export function generatedTls(options: GeneratedTlsSettings): TlsStrategy {
  return {
    certify: (subject: TlsSubject): Certified => {
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
      const frame = servingSecretFrame(subject, served);
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
        secret: hasPods ? mintedSecret(owner, frame, slots, options.delivery) : undefined,
        beforeRender: secretFile => {
          store.publish();
          if (changed && !store.fixtures) {
            noticeChange(owner, frame, options.delivery, { known, complete, slots }, secretFile);
          }
        },
      };
    },
  };
}

function checkOptions({ serviceLife, extraDnsNames }: GeneratedTlsSettings): Complaint | undefined {
  const days = serviceLife.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_LIFE) {
    return {
      must: `validity must be a whole number of days, from 1 to ${LONGEST_LIFE}`,
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
  options: GeneratedTlsSettings,
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
