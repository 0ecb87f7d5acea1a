import { KeyObject, X509Certificate } from 'node:crypto';
import { signatureOid } from './der';

/** The facts of a certificate that checks and messages use. */
export interface Facts {
  readonly fingerprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly dnsNames: readonly string[];
  readonly isCa: boolean;
  readonly selfSigned: boolean;
  /** `undefined` where the certificate restricts nothing. */
  readonly extendedKeyUsage: readonly string[] | undefined;
  /** Why a current TLS client refuses its key or signature, if it does. */
  readonly weakness: string | undefined;
}

export const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
export const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
export const ANY_USAGE = '2.5.29.37.0';

/** MD5 and SHA-1 with RSA, SHA-1 with DSA and ECDSA: Go's crypto/x509 refuses all of them since 1.18. */
const BROKEN_SIGNATURES: { readonly [oid: string]: string } = {
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.14': 'SHA-224',
  '1.2.840.10045.4.3.1': 'SHA-224',
  '1.3.14.3.2.29': 'SHA-1',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.2.840.10040.4.3': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
};
/** https://nvlpubs.nist.gov/nistpubs/SpecialPublications/NIST.SP.800-131Ar2.pdf, table 2 */
const SMALLEST_RSA = 2048;
/** The curves that Go's TLS stack can serve with: https://pkg.go.dev/crypto/tls#CurveID */
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];

export function inspect(certificate: X509Certificate): Facts {
  return {
    fingerprint: fingerprint(certificate),
    ...validity(certificate),
    dnsNames: String(certificate.subjectAltName)
      .split(', ')
      .filter(name => name.startsWith('DNS:'))
      .map(name => name.slice(4)),
    isCa: certificate.ca,
    selfSigned: certificate.checkIssued(certificate),
    extendedKeyUsage: certificate.keyUsage,
    weakness: weakSignature(certificate) ?? weakKey(certificate.publicKey),
  };
}

/**
 * The common name as kube-apiserver and extension API servers read it; empty where there is none. Go takes the last one
 * of several. https://pkg.go.dev/crypto/x509/pkix#Name.FillFromRDNSequence
 */
export function commonName(certificate: X509Certificate): string {
  // @types/node says string, but a repeated attribute is a list.
  const found = certificate.toLegacyObject().subject?.CN as string | string[] | undefined;
  return (Array.isArray(found) ? found.at(-1) : found) || '';
}

/** Only when it begins and ends, which is cheap; `inspect` also reads the key and the signature. */
export function validity(certificate: X509Certificate): Pick<Facts, 'notBefore' | 'notAfter'> {
  return { notBefore: new Date(certificate.validFrom), notAfter: new Date(certificate.validTo) };
}

/** SHA-256 of the DER, in lower case: what `openssl x509 -fingerprint -sha256` prints, without the colons. */
export function fingerprint(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

function weakSignature(certificate: X509Certificate): string | undefined {
  // A TLS client does not check the signature of a self-signed certificate: the bundle makes it trusted.
  const hash = certificate.checkIssued(certificate) ? undefined : BROKEN_SIGNATURES[signatureOid(certificate.raw)];
  return hash && `a signature with ${hash}`;
}

function weakKey(key: KeyObject): string | undefined {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails!;
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return modulusLength! < SMALLEST_RSA ? `an RSA key of ${modulusLength} bits` : undefined;
    case 'ec':
      return CURVES.includes(String(namedCurve)) ? undefined : `a key on the curve ${namedCurve}`;
    case 'ed25519':
      return undefined;
    default:
      return `a key of type ${key.asymmetricKeyType}`;
  }
}
