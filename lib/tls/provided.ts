import { DeliveryStrategy } from '../delivery/contract';
import { InvalidInput, orRefuse, refuse } from '../errors';
import { providedSecret } from '../handover/provided';
import { systemClock } from '../pki/clock';
import { readCertificates, readPrivateKey } from '../pki/pem';
import { checkRoots, checkServing } from '../pki/verify';
import { Certified, nothingToDo, Subject, tlsSecretName, TlsStrategy, trusted } from './contract';

export interface Provided {
  readonly ca: string;
  readonly certificate?: string;
  readonly privateKey?: string;
  readonly secretName?: string;
  readonly delivery: DeliveryStrategy;
  /** Of the encrypted key. */
  readonly folder: string;
}

/** The user's own certificate: its two forms are told apart by what was given. */
export function provided({ ca, certificate, privateKey, secretName, delivery, folder }: Provided): TlsStrategy {
  if (secretName !== undefined && certificate === undefined && privateKey === undefined) {
    return existingSecret(secretName, ca);
  }
  if (certificate !== undefined && (privateKey !== undefined || delivery.kind !== 'plain') && secretName === undefined) {
    return pair({ ca, certificate, privateKey, delivery, folder });
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
function pair({ ca, certificate, privateKey, delivery, folder }: Omit<Provided, 'secretName'> & { readonly certificate: string }): TlsStrategy {
  return {
    certify: (subject: Subject): Certified => {
      const serving = {
        roots: orRefuse(subject.path, readCertificates('ca', ca)),
        chain: orRefuse(subject.path, readCertificates('certificate', certificate)),
        privateKey: privateKey === undefined ? undefined : orRefuse(subject.path, readPrivateKey('privateKey', privateKey)),
      };
      refuse(subject.path, checkServing(serving, [subject.dnsName], systemClock.now()));
      const { name, namespace, labels, annotations, path, scope } = subject;
      return {
        certificate: trusted(tlsSecretName(name), ca),
        ...providedSecret({
          role: 'certificate', scope, path, prop: 'privateKey', delivery, folder, privateKey, data: { 'tls.crt': certificate },
          frame: { name: tlsSecretName(name), namespace, type: 'kubernetes.io/tls', labels, annotations },
        }),
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
