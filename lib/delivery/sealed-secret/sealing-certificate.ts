import { X509Certificate } from 'node:crypto';
import { Complaint } from '../../errors';
import { inspect } from '../../pki/inspect';
import { readCertificates } from '../../pki/pem';
import { checkDates } from '../../pki/certificate-checks';

const WHAT = 'the sealing certificate';
const FETCH = 'pass what kubeseal --fetch-cert prints';

/** The controller's certificate, or a complaint. */
export function readSealingCertificate(text: string): X509Certificate | Complaint {
  if (/PRIVATE KEY/.test(text)) {
    return {
      must: `${WHAT} must be public`,
      got: 'a private key',
      fix: `${FETCH}, and renew the key if others can read this source: it opens every Secret sealed for it`,
    };
  }
  const certificates = readCertificates(WHAT, text);
  if ('must' in certificates) {
    return certificates;
  }
  const [certificate, second] = certificates;
  if (!certificate || second) {
    return { must: `${WHAT} must be one certificate`, got: `${certificates.length} of them`, fix: FETCH };
  }
  const { asymmetricKeyType: type } = certificate.publicKey;
  // https://github.com/bitnami-labs/sealed-secrets/blob/v0.30.0/pkg/kubeseal/kubeseal.go, ParseKey
  return type === 'rsa'
    ? certificate
    : {
        must: `${WHAT} must have an RSA key: Sealed Secrets supports no other`,
        got: `a key of type ${type}`,
        fix: FETCH,
      };
}

/** kubeseal refuses an expired certificate too: the controller has newer keys, and an old one may have leaked. */
export function checkSealingCertificate(text: string, now: Date | undefined): Complaint | undefined {
  const certificate = readSealingCertificate(text);
  if ('must' in certificate) {
    return certificate;
  }
  const facts = inspect(certificate);
  if (facts.weakness !== undefined) {
    return {
      must: `${WHAT} must be strong enough for what it protects`,
      got: facts.weakness,
      fix: 'give the controller an RSA key of 2048 bits or more; its own have 4096',
    };
  }
  const wrong = now && checkDates(WHAT, facts, now);
  return wrong && now > facts.notAfter ? { ...wrong, fix: FETCH } : wrong;
}
