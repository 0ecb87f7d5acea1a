import { DeliveryStrategy } from '../../delivery/delivery-strategy';
import { Complaint, orRefuse, refuse } from '../../errors';
import { suppliedSecret } from '../../secrets/supplied-secret';
import { isSubdomain } from '../../kubernetes/names';
import { notice } from '../../notices';
import { systemClock } from '../../pki/clock';
import { validity } from '../../pki/inspect';
import { readCertificates, readPrivateKey } from '../../pki/pem';
import { endingNotice, REISSUE, remainingLife } from '../../pki/remaining-life';
import { isFile, readPemFile } from '../../pki/store/pem-file';
import { checkRoots, checkServing } from '../../pki/certificate-checks';
import { PairKeys } from '../../model/server';
import { Certified, nothingToDo, TlsSubject, TlsStrategy, trusted } from '../tls-strategy';
import { dates, servingSecretFrame } from '../serving-secret';

/** PEM text, or the file that it is in. */
export type PemSource = { readonly text: string } | { readonly file: string };

export interface SuppliedPair {
  readonly ca: PemSource;
  readonly certificate: PemSource;
  /** Absent on a machine that does not have it. */
  readonly privateKey: PemSource | undefined;
  readonly delivery: DeliveryStrategy;
  /** The folder of the encrypted key. */
  readonly folder: string;
}

export interface SuppliedTlsSecret {
  readonly ca: string | undefined;
  readonly caFile: string | undefined;
  readonly secretName: string;
  readonly keys: PairKeys;
}

/** The user's own certificate, which can be checked completely. */
export function suppliedPair({ delivery, folder, ...pems }: SuppliedPair): TlsStrategy {
  return {
    certify: (subject: TlsSubject): Certified => {
      const { path, scope } = subject;
      const ca = read(path, 'ca', pems.ca);
      const certificate = read(path, 'certificate', pems.certificate);
      const privateKey =
        pems.privateKey && isHere(pems.privateKey, delivery) ? read(path, 'privateKey', pems.privateKey) : undefined;
      const chain = orRefuse(path, readCertificates(certificate.what, certificate.text));
      const serving = {
        roots: orRefuse(path, readCertificates(ca.what, ca.text)),
        chain,
        privateKey: privateKey && orRefuse(path, readPrivateKey(privateKey.what, privateKey.text)),
      };
      refuse(path, checkServing(serving, [subject.dnsName], systemClock.now()));
      const leaf = chain[0]!;
      const ending = endingNotice(remainingLife(validity(leaf), systemClock.now()), REISSUE);
      if (ending !== undefined) {
        notice(`${path}: ${ending}`);
      }
      const frame = servingSecretFrame(subject, leaf);
      return {
        certificate: { ...trusted(frame.name, ca.text), ...dates(subject, leaf) },
        ...suppliedSecret({
          scope,
          path,
          delivery,
          folder,
          privateKey: privateKey?.text,
          data: { 'tls.crt': certificate.text },
          prop: pems.privateKey && 'file' in pems.privateKey ? 'privateKeyFile' : 'privateKey',
          frame,
        }),
      };
    },
  };
}

/** A Secret that is already in the cluster: only its CA can be checked. */
export function suppliedTlsSecret({ ca, caFile, secretName, keys }: SuppliedTlsSecret): TlsStrategy {
  return {
    certify: ({ path }: TlsSubject): Certified => {
      refuse(path, checkSecret(secretName, keys));
      const { what, text } = read(path, 'ca', orRefuse(path, eitherCa(ca, caFile)));
      refuse(path, checkRoots(orRefuse(path, readCertificates(what, text)), systemClock.now()));
      return { certificate: trusted(secretName, text, keys), secret: undefined, beforeRender: nothingToDo };
    },
  };
}

/** The file of a key that was encrypted once may be missing. */
function isHere(pem: PemSource, delivery: DeliveryStrategy): boolean {
  return delivery.kind === 'plain' || 'text' in pem || isFile(pem.file);
}

/** The text, and the prop that it was given in. */
function read(path: string, prop: string, pem: PemSource): { readonly what: string; readonly text: string } {
  return 'text' in pem
    ? { what: prop, text: pem.text }
    : { what: `${prop}File`, ...orRefuse(path, readPemFile(`${prop}File`, pem.file)) };
}

function eitherCa(text: string | undefined, file: string | undefined): PemSource | Complaint {
  if (text !== undefined && file === undefined) {
    return { text };
  }
  return file !== undefined && text === undefined
    ? { file }
    : {
        must: 'Tls.fromSecret() must get either ca or caFile',
        got: text === undefined ? 'neither' : 'both',
        fix: 'give the CA certificates under which the one in the Secret was signed',
      };
}

/** https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data */
const DATA_KEY = /^[-._a-zA-Z0-9]{1,253}$/;

function checkSecret(name: string, { certificate, privateKey }: PairKeys): Complaint | undefined {
  if (!isSubdomain(name)) {
    return {
      must: 'secretName must be the name of a Secret',
      got: name,
      fix: "use the metadata.name of one in the server's namespace",
    };
  }
  const wrong = [certificate, privateKey].find(key => !DATA_KEY.test(key));
  if (wrong !== undefined) {
    return {
      must:
        "certificateDataKey and privateKeyDataKey must be keys of a Secret's data: " +
        'letters, digits, "-", "_" and "."',
      got: wrong,
      fix: 'use those that kubectl describe secret shows',
    };
  }
  return certificate === privateKey
    ? {
        must: 'certificateDataKey and privateKeyDataKey must differ',
        got: certificate,
        fix: 'a server reads the certificate and the key from two files',
      }
    : undefined;
}
