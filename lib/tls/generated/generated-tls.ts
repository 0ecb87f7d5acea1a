import { Duration } from 'cdk8s';
import { DeliveryStrategy } from '../../delivery/delivery-strategy';
import { Complaint, orRefuse, refuse } from '../../errors';
import { ALGORITHMS, AlgorithmName } from '../../pki/algorithm';
import { checkRoots } from '../../pki/certificate-checks';
import { CENTURY_DAYS, systemClock } from '../../pki/clock';
import { fillStandby, FullSlots, Mint, mintGeneration, mintSlots, SERVICE_DAYS, systemRandom } from '../../pki/mint';
import { readCertificates } from '../../pki/pem';
import { caBundle } from '../../pki/slots';
import { checkMintingAllowed } from '../../pki/store/missing-state';
import { checkFolder } from '../../pki/store/state-folder';
import { ServerState, serverState } from '../../secrets/minted-keys';
import { mintedSecret } from '../../secrets/minted-secret';
import { checkDnsNames, servingNames } from '../serving-names';
import { dates, servingSecretFrame } from '../serving-secret';
import { Certified, TlsStrategy, TlsSubject, trusted } from '../tls-strategy';
import { checkSlots } from './check-slots';

export interface GeneratedTlsSettings {
  readonly algorithm: AlgorithmName;
  readonly serviceLife: Duration;
  readonly extraDnsNames: readonly string[];
  /** PEM. */
  readonly additionalCa: string | undefined;
  readonly folder: string;
  readonly delivery: DeliveryStrategy;
}

/** Keys are minted at the first synth and after a rotation; every other synth reads them. */
export function generatedTls(settings: GeneratedTlsSettings): TlsStrategy {
  const { folder, delivery } = settings;
  return {
    certify: (subject: TlsSubject): Certified => {
      const { path, hasPods } = subject;
      refuse(path, checkSettings(settings) ?? checkFolder('directory', folder) ?? checkDelivery(delivery, hasPods));
      const dnsNames = servingNames(subject, settings.extraDnsNames);
      const state = serverState(subject, folder, dnsNames);
      const slots = completed(state, dnsNames, settings);
      checkSlots(state, slots, dnsNames);
      const { certificate } = slots.current;
      const frame = servingSecretFrame(subject, certificate);
      const bundle = caBundle(slots) + readAdditional(path, settings.additionalCa);
      return {
        certificate: { ...trusted(hasPods ? frame.name : undefined, bundle), ...dates(subject, certificate) },
        ...mintedSecret({ state, slots, delivery, frame, emitted: hasPods }),
      };
    },
  };
}

/** The standby is valid for twice as long, and a certificate has no more than four digits for the year of its end. */
function checkSettings({ serviceLife, extraDnsNames }: GeneratedTlsSettings): Complaint | undefined {
  const days = serviceLife.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1 || days > CENTURY_DAYS) {
    return {
      must: `validity must be a whole number of days, from 1 to ${CENTURY_DAYS}`,
      got: serviceLife.toHumanString(),
      fix: `use Duration.days(${SERVICE_DAYS})`,
    };
  }
  return checkDnsNames(extraDnsNames);
}

/** A server outside the cluster reads the key from a file, so it must be there in plaintext. */
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

/** Parsed and printed again, so that text between the certificates is not emitted. */
function readAdditional(path: string, text: string | undefined): string {
  const roots = text === undefined ? [] : orRefuse(path, readCertificates('additionalCa', text));
  refuse(path, checkRoots(roots, systemClock.now(), undefined, 'additionalCa'));
  return roots.map(root => root.toString()).join('');
}

/** The slots of the state. The first synth mints all of them, and the first after a rotation mints the standby. */
function completed(
  { path, location, found }: ServerState,
  dnsNames: readonly string[],
  settings: GeneratedTlsSettings,
): FullSlots {
  if (found?.standby) {
    return { ...found, standby: found.standby };
  }
  refuse(path, checkMintingAllowed(process.env, location, found && 'a rotation without the synth after it'));
  const request: Mint = {
    dnsNames,
    algorithm: ALGORITHMS[settings.algorithm],
    serviceDays: settings.serviceLife.toDays(),
    now: systemClock.now(),
    random: systemRandom,
  };
  return found
    ? fillStandby(found, (number, serviceLives) => mintGeneration(number, request, serviceLives))
    : mintSlots(request);
}
