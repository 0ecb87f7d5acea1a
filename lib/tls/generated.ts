import { Duration } from 'cdk8s';
import { DeliveryStrategy } from '../delivery/contract';
import { Complaint, refuse } from '../errors';
import { isSubdomain } from '../names';
import { notice } from '../notices';
import { ALGORITHMS, AlgorithmName } from '../pki/algorithm';
import { systemClock } from '../pki/clock';
import { mintSlots, systemRandom } from '../pki/mint';
import { caBundle, Generation, generations, keyText, Slots } from '../pki/slots';
import { checkMintingAllowed } from '../pki/store/missing-state';
import { PkiStore, ServerId } from '../pki/store/store';
import { checkServing } from '../pki/verify';
import { Certified, Subject, tlsSecretName, TlsStrategy, trusted } from './contract';
import { dates } from './not-after';
import { servingSecret } from './secret';
import { storeOf } from './state';

export interface Generated {
  readonly algorithm: AlgorithmName;
  readonly serviceLife: Duration;
  readonly extraDnsNames: readonly string[];
  readonly folder: string;
  readonly delivery: DeliveryStrategy;
}

/** A century of days: the standby's end, twice as far, still has a year of four digits, which is all that a certificate can say. */
const LONGEST_LIFE = 36500;

/** We mint at the first synth and read ever after. */
export function generated(options: Generated): TlsStrategy {
  return {
    certify: (subject: Subject): Certified => {
      refuse(subject.path, checkOptions(options));
      const dnsNames = servingNames(subject, options);
      const store = storeOf(subject.scope, options.folder, dnsNames);
      const known = store.read(subject.path, subject);
      const slots = known ?? mint(store, subject, dnsNames, options);
      for (const generation of known ? generations(known) : []) {
        checkGeneration(subject, store.location(subject), generation, dnsNames);
      }
      const secretName = subject.hasPods ? tlsSecretName(subject.name) : undefined;
      return {
        certificate: { ...trusted(secretName, caBundle(slots)), ...dates(subject, slots.current.certificate.toString()) },
        secret: secretName === undefined ? undefined : currentSecret(subject, slots, store, options.delivery),
        beforeRender: () => {
          store.publish();
          if (!known) {
            notice(`${subject.path}: new keys for ${describe(subject)}; commit ${store.location(subject)}, and keep the file with the Secret out of Git`);
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

function mint(store: PkiStore, subject: Subject, dnsNames: readonly string[], options: Generated): Slots {
  refuse(subject.path, checkMintingAllowed(process.env, store.location(subject)));
  const slots = mintSlots({
    dnsNames, algorithm: ALGORITHMS[options.algorithm], serviceDays: options.serviceLife.toDays(), now: systemClock.now(), random: systemRandom,
  });
  store.stage(subject.path, subject, slots);
  return slots;
}

/** State is input too: it may have been copied from another server, merged badly, or simply grown old. */
function checkGeneration(subject: Subject, location: string, { number, certificate, ca, privateKey }: Generation, dnsNames: readonly string[]): void {
  const now = systemClock.now();
  const complaint = checkServing({ chain: [certificate], roots: [ca], privateKey }, dnsNames, now);
  refuse(subject.path, complaint && {
    must: `${location}/${number}.crt: ${complaint.must}`,
    got: complaint.got,
    fix: `restore ${location} from Git, or move it away to mint a new set and apply everything at once`,
  });
}

function currentSecret(subject: Subject, slots: Slots, store: PkiStore, delivery: DeliveryStrategy): Certified['secret'] {
  const { certificate, privateKey } = slots.current;
  if (privateKey === undefined) {
    notice(`${subject.path}: the private key of ${describe(subject)} is not on this machine, so its Secret is left out; everything else is complete (${store.location(subject)})`);
    return undefined;
  }
  return servingSecret(subject, { certificate: certificate.toString(), privateKey: keyText(privateKey) }, delivery);
}

function describe({ namespace, name }: ServerId): string {
  return `${namespace}/${name}`;
}
