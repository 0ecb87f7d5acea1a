import { X509Certificate } from 'node:crypto';
import { Duration } from 'cdk8s';
import { Complaint, refuse } from '../errors';
import { isSubdomain } from '../kubernetes/names';
import { notice } from '../notices';
import { ALGORITHMS, DEFAULT_ALGORITHM } from '../pki/algorithm';
import { checkCommonName, checkFrontProxy } from '../pki/front-proxy/check-front-proxy';
import { systemClock } from '../pki/clock';
import { commonName, inspect, validity } from '../pki/inspect';
import { SERVICE_DAYS, systemRandom } from '../pki/mint';
import { generations, keyText, Slots } from '../pki/slots';
import { checkFolder } from '../pki/store/state-folder';
import { frontProxyFixture, frontProxyState } from '../pki/front-proxy/front-proxy-state';
import { checkDates } from '../pki/certificate-checks';
import { FrontProxySource, FrontProxyIdentity, nothingToPublish } from './front-proxy-source';
import { checkPath, checkPaths, pathsIn } from './host-paths';

export interface GeneratedFrontProxySettings {
  readonly name: string;
  readonly commonName: string;
  readonly validity: Duration;
  readonly folder: string;
  readonly hostDirectory: string;
}

/**
 * Generates keys once, and reads them later. The algorithm is always ECDSA P-256: only kube-apiserver presents the
 * certificate, and current TLS libraries verify it.
 */
export function generatedFrontProxy(options: GeneratedFrontProxySettings): FrontProxySource {
  return {
    identify: (where): FrontProxyIdentity => {
      refuse(
        where,
        checkOptions(options) ?? checkFolder('directory', options.folder) ?? checkCommonName(options.commonName),
      );
      const state = frontProxyState(where, options.folder, options.name, {
        commonName: options.commonName,
        algorithm: ALGORITHMS[DEFAULT_ALGORITHM],
        serviceDays: options.validity.toDays(),
        now: systemClock.now(),
        random: systemRandom,
      });
      checkSlots(where, state.location, state.slots, options.commonName);
      return {
        ...identity(where, state.slots, options),
        publish: () => {
          state.publish();
          if (state.minted) {
            notice(
              `${where}: new keys for the front proxy; commit ${state.location}, and keep its private keys out of Git`,
            );
          }
        },
      };
    },
  };
}

/** The same bytes on every machine, for tests. */
export function fixture(options: Pick<GeneratedFrontProxySettings, 'commonName' | 'hostDirectory'>): FrontProxySource {
  return {
    identify: (where): FrontProxyIdentity => {
      refuse(where, checkCommonName(options.commonName));
      return { ...identity(where, frontProxyFixture(options.commonName), options), publish: nothingToPublish };
    },
  };
}

function identity(
  where: string,
  { current, standby, previous }: Slots,
  { commonName: name, hostDirectory }: Pick<GeneratedFrontProxySettings, 'commonName' | 'hostDirectory'>,
): Omit<FrontProxyIdentity, 'publish'> {
  const paths = pathsIn(hostDirectory);
  refuse(where, checkPath('hostDirectory', hostDirectory) ?? checkPaths(paths));
  return {
    paths,
    commonName: name,
    pem: {
      ca: [current, standby, previous]
        .filter(generation => generation !== undefined)
        .map(({ ca }) => ca.toString())
        .join(''),
      certificate: current.certificate.toString(),
      privateKey: current.privateKey && keyText(current.privateKey),
      authority: undefined,
    },
  };
}

function checkOptions({ name, validity }: GeneratedFrontProxySettings): Complaint | undefined {
  const days = validity.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1) {
    return {
      must: 'validity must be a whole number of days, at least one',
      got: validity.toHumanString(),
      fix: `use Duration.days(${SERVICE_DAYS})`,
    };
  }
  return isSubdomain(name)
    ? undefined
    : {
        must: 'name must consist of lower-case letters, digits, "-" and ".": it is a folder',
        got: name,
        fix: 'use a name such as "front-proxy"',
      };
}

/** The state is checked like other input: it may have been copied, merged wrongly, or have expired. */
function checkSlots(where: string, location: string, slots: Slots, expected: string): void {
  // Only the CA of the previous certificate is still used.
  for (const { number, certificate, ca, privateKey } of generations(slots).filter(
    generation => generation !== slots.previous,
  )) {
    const name = commonName(certificate);
    const complaint =
      checkFrontProxy({ chain: [certificate], roots: [ca], privateKey }, systemClock.now()) ??
      (name === expected ? undefined : { must: `certificate must be issued to "${expected}"`, got: name, fix: '' });
    refuse(
      where,
      complaint && {
        must: `${location}/${number}.crt: ${complaint.must}`,
        got: complaint.got,
        fix: wayOut(location, certificate),
      },
    );
  }
}

/** With a wrong clock no key may be generated, and Git cannot restore a certificate that has expired. */
function wayOut(location: string, certificate: X509Certificate): string {
  const now = systemClock.now();
  const { notAfter } = validity(certificate);
  const anew = (what: string): string =>
    `move ${what} away to mint a new set and replace the files on every control-plane host`;
  return now > notAfter
    ? anew(location)
    : (checkDates('certificate', inspect(certificate), now)?.fix ?? `restore ${location} from Git, or ${anew('it')}`);
}
