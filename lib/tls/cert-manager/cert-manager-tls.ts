import {
  CertificateSpec,
  CertificateSpecPrivateKey,
  CertificateSpecPrivateKeyAlgorithm,
  CertificateSpecPrivateKeyRotationPolicy,
  CertificateSpecUsages,
  IssuerSpec,
  toJson_CertificateSpec,
  toJson_IssuerSpec,
} from '../../../imports/cert-manager.io';
import { orRefuse, refuse } from '../../errors';
import { JsonObject, Manifest } from '../../kubernetes/manifest';
import { AlgorithmName, DEFAULT_ALGORITHM } from '../../pki/algorithm';
import { systemClock } from '../../pki/clock';
import { LONGEST_COMMON_NAME } from '../../pki/mint';
import { readCertificates } from '../../pki/pem';
import { checkRoots } from '../../pki/certificate-checks';
import { Issuance } from '../../model/server';
import { ChosenDurations, durations, Durations } from './cert-manager-durations';
import { CERT_MANAGER, checkReference, IssuerReference } from './cert-manager-issuer';
import {
  Certified,
  NO_CERTIFICATE,
  nothingToDo,
  TlsSubject,
  tlsSecretName,
  TlsStrategy,
  trusted,
} from '../tls-strategy';
import { checkDnsNames, servingNames } from '../serving-names';

export interface CertManager {
  /** None if the server gets a CA of its own. */
  readonly issuer: IssuerReference | undefined;
  /** The issuer's CA as PEM text, if the user gives it. */
  readonly ca: string | undefined;
  readonly algorithm: AlgorithmName;
  readonly extraDnsNames: readonly string[];
  readonly durations: ChosenDurations;
}

/** cert-manager issues and renews in the cluster, and its cainjector writes the caBundle. */
export function certManagerTls(options: CertManager): TlsStrategy {
  return {
    certify: (subject: TlsSubject): Certified => {
      const { issuer, ca } = options;
      const times = orRefuse(subject.path, durations(options.durations, issuer === undefined));
      refuse(subject.path, checkDnsNames(options.extraDnsNames) ?? (issuer && checkReference(issuer)));
      if (ca !== undefined) {
        refuse(subject.path, checkRoots(orRefuse(subject.path, readCertificates('ca', ca)), systemClock.now()));
      }
      const names = namesOf(subject);
      const issuerRef = issuer ?? { group: CERT_MANAGER, kind: 'Issuer', name: names.ca };
      const issuance: Issuance = {
        ...(issuer ? {} : ownCa(subject, times)),
        servingCertificate: servingCertificate(subject, options, times, issuerRef),
      };
      const certificate =
        ca === undefined
          ? {
              ...NO_CERTIFICATE,
              secretName: names.serving,
              bundleInjected: true,
              apiServiceAnnotations: injectFrom(subject, names.serving),
            }
          : trusted(names.serving, ca);
      const expiry = {
        kind: 'cert-manager' as const,
        certificate: names.serving,
        renewBeforeSeconds: times.renewBeforeSeconds,
      };
      return { certificate: { ...certificate, expiry, issuance }, secret: undefined, beforeRender: nothingToDo };
    },
  };
}

/** A Certificate and its Secret have the same name. */
function namesOf({ name }: TlsSubject): { selfSigned: string; ca: string; serving: string } {
  return { selfSigned: `${name}-selfsigned`, ca: `${name}-ca`, serving: tlsSecretName(name) };
}

/**
 * From the serving certificate, whose Secret also holds the CA that signed it: both change at once. From the CA's
 * Certificate, kube-apiserver would get a new CA weeks before a certificate of that CA serves.
 * https://github.com/cert-manager/cert-manager/blob/v1.21.2/pkg/controller/cainjector/sources.go
 */
function injectFrom({ namespace }: TlsSubject, certificate: string): Certified['certificate']['apiServiceAnnotations'] {
  return { 'cert-manager.io/inject-ca-from': `${namespace}/${certificate}` };
}

/**
 * A CA for this server alone, in its namespace. cert-manager does not renew a certificate when its CA is renewed, and
 * until 1.19 cainjector replaced the bundle, so a renewal of the CA could cause an outage. Two settings prevent it. The
 * CA keeps its key and its name, so its old and new certificates verify the same serving certificates. And the CA is
 * renewed early enough that the CA in the bundle never expires before the serving certificate is replaced.
 *
 * The CA's algorithm must not change: cert-manager would not renew, and would wait for somebody to delete the key.
 * https://github.com/cert-manager/cert-manager/blob/v1.21.2/pkg/controller/certificates/keymanager/keymanager_controller.go
 */
function ownCa(subject: TlsSubject, times: Durations): Issuance {
  const { selfSigned, ca } = namesOf(subject);
  const certificate: CertificateSpec = {
    isCa: true,
    commonName: ca.length <= LONGEST_COMMON_NAME ? ca : subject.name,
    secretName: ca,
    secretTemplate: secretTemplate(subject),
    duration: times.caValidity,
    renewBefore: times.caRenewBefore,
    usages: [CertificateSpecUsages.CERT_SIGN],
    privateKey: privateKey(DEFAULT_ALGORITHM, CertificateSpecPrivateKeyRotationPolicy.NEVER),
    issuerRef: { group: CERT_MANAGER, kind: 'Issuer', name: selfSigned },
  };
  return {
    selfSignedIssuer: issuerManifest(subject, selfSigned, { selfSigned: {} }),
    caCertificate: certificateManifest(subject, ca, certificate),
    caIssuer: issuerManifest(subject, ca, { ca: { secretName: ca } }),
  };
}

function servingCertificate(
  subject: TlsSubject,
  { algorithm, extraDnsNames }: CertManager,
  times: Durations,
  issuerRef: IssuerReference,
): Manifest {
  const { serving } = namesOf(subject);
  // Only RSA encrypts keys: https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.2
  const enciphers = isRsa(algorithm) ? [CertificateSpecUsages.KEY_ENCIPHERMENT] : [];
  return certificateManifest(subject, serving, {
    // Some tools show the common name, but no client verifies it. A longer name is in the SAN only.
    commonName: subject.dnsName.length <= LONGEST_COMMON_NAME ? subject.dnsName : undefined,
    dnsNames: servingNames(subject, extraDnsNames),
    secretName: serving,
    secretTemplate: secretTemplate(subject),
    duration: times.validity,
    renewBefore: times.renewBefore,
    usages: [CertificateSpecUsages.DIGITAL_SIGNATURE, ...enciphers, CertificateSpecUsages.SERVER_AUTH],
    // cert-manager's own default since 1.18, and Never before.
    privateKey: privateKey(algorithm, CertificateSpecPrivateKeyRotationPolicy.ALWAYS),
    issuerRef,
  });
}

function isRsa(algorithm: AlgorithmName): boolean {
  return algorithm.startsWith('RSA_');
}

function privateKey(
  algorithm: AlgorithmName,
  rotationPolicy: CertificateSpecPrivateKeyRotationPolicy,
): CertificateSpecPrivateKey {
  return {
    algorithm: isRsa(algorithm) ? CertificateSpecPrivateKeyAlgorithm.RSA : CertificateSpecPrivateKeyAlgorithm.ECDSA,
    size: Number(/\d+$/.exec(algorithm)?.[0]),
    rotationPolicy,
  };
}

/** kube-apiserver would drop an empty one. */
function secretTemplate({ labels, annotations }: TlsSubject): CertificateSpec['secretTemplate'] {
  const some = (map: TlsSubject['labels']): TlsSubject['labels'] | undefined =>
    Object.keys(map).length > 0 ? map : undefined;
  return some(labels) || some(annotations) ? { labels: some(labels), annotations: some(annotations) } : undefined;
}

function issuerManifest(subject: TlsSubject, name: string, spec: IssuerSpec): Manifest {
  return {
    apiVersion: `${CERT_MANAGER}/v1`,
    kind: 'Issuer',
    metadata: metadata(subject, name),
    spec: toJson_IssuerSpec(spec) as JsonObject,
  };
}

function certificateManifest(subject: TlsSubject, name: string, spec: CertificateSpec): Manifest {
  return {
    apiVersion: `${CERT_MANAGER}/v1`,
    kind: 'Certificate',
    metadata: metadata(subject, name),
    spec: toJson_CertificateSpec(spec) as JsonObject,
  };
}

function metadata({ namespace, labels, annotations }: TlsSubject, name: string): Manifest['metadata'] {
  return { name, namespace, labels, annotations };
}
