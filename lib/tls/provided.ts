import { DeliveryStrategy } from '../delivery/contract';
import { InvalidInput, orRefuse, refuse } from '../errors';
import { systemClock } from '../pki/clock';
import { readCertificates, readPrivateKey } from '../pki/pem';
import { checkRoots, checkServing } from '../pki/verify';
import { Certified, nothingToDo, Subject, tlsSecretName, TlsStrategy, trusted } from './contract';
import { dates } from './not-after';
import { servingSecret } from './secret';

export interface Provided {
  readonly ca: string;
  readonly certificate?: string;
  readonly privateKey?: string;
  readonly secretName?: string;
  readonly delivery: DeliveryStrategy;
}

/** The user's own certificate: its two forms are told apart by what was given. */
export function provided({ ca, certificate, privateKey, secretName, delivery }: Provided): TlsStrategy {
  if (secretName !== undefined && certificate === undefined && privateKey === undefined) {
    return existingSecret(secretName, ca);
  }
  if (certificate !== undefined && privateKey !== undefined && secretName === undefined) {
    return pair({ ca, certificate, privateKey, delivery });
  }
  const given = Object.entries({ certificate, privateKey, secretName }).filter(([, value]) => value !== undefined).map(([prop]) => prop);
  return {
    certify: ({ path }: Subject): Certified => {
      throw new InvalidInput(path, {
        must: 'Tls.provided() must get either certificate and privateKey, or secretName', got: given.join(' and ') || 'none of them', fix: 'choose one of the two forms',
      });
    },
  };
}

/** As PEM text: everything can be checked. */
function pair({ ca, certificate, privateKey, delivery }: Required<Omit<Provided, 'secretName'>>): TlsStrategy {
  return {
    certify: (subject: Subject): Certified => {
      const serving = {
        roots: orRefuse(subject.path, readCertificates('ca', ca)),
        chain: orRefuse(subject.path, readCertificates('certificate', certificate)),
        privateKey: orRefuse(subject.path, readPrivateKey('privateKey', privateKey)),
      };
      refuse(subject.path, checkServing(serving, [subject.dnsName], systemClock.now()));
      return {
        certificate: { ...trusted(tlsSecretName(subject.name), ca), ...dates(subject, certificate) },
        secret: servingSecret(subject, { certificate, privateKey }, delivery),
        beforeRender: nothingToDo,
      };
    },
  };
}

/** A Secret that somebody else puts into the cluster: only its CA can be checked here. */
function existingSecret(secretName: string, ca: string): TlsStrategy {
  return {
    certify: (subject: Subject): Certified => {
      refuse(subject.path, checkRoots(orRefuse(subject.path, readCertificates('ca', ca)), systemClock.now()));
      return { certificate: trusted(secretName, ca), secret: undefined, beforeRender: nothingToDo };
    },
  };
}
