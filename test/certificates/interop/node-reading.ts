// node's reading: every field but the key usage, the path length and the critical extensions.
import { createHash, KeyObject, X509Certificate } from 'node:crypto';
import { Reading } from './fields';

const USAGES: { readonly [identifier: string]: string } = { '1.3.6.1.5.5.7.3.1': 'serverAuth' };
const CURVES: { readonly [name: string]: string } = { prime256v1: 'P-256', secp384r1: 'P-384' };
const hexadecimal = (text: string): string => text.replaceAll(':', '').toLowerCase();
const seconds = (date: string): string => new Date(date).toISOString().replace('.000Z', 'Z');

export function nodeReading(pem: string): Reading {
  const certificate = new X509Certificate(pem);
  const { asymmetricKeyType, asymmetricKeyDetails: { namedCurve = '', modulusLength = 0 } = {} } =
    certificate.publicKey;
  const alternatives = (certificate.subjectAltName ?? '').split(', ').filter(name => name !== '');
  return {
    serial: hexadecimal(certificate.serialNumber),
    notBefore: seconds(certificate.validFrom),
    notAfter: seconds(certificate.validTo),
    subject: certificate.subject.replace(/^CN=/, ''),
    issuer: certificate.issuer.replace(/^CN=/, ''),
    dnsNames: alternatives.filter(name => name.startsWith('DNS:')).map(name => name.slice(4)),
    ipAddresses: alternatives.filter(name => !name.startsWith('DNS:')),
    isCA: certificate.ca,
    extKeyUsage: (certificate.keyUsage ?? []).map(usage => USAGES[usage] ?? usage),
    publicKeyAlgorithm: asymmetricKeyType === 'rsa' ? 'RSA' : 'ECDSA',
    publicKeySize: asymmetricKeyType === 'rsa' ? String(modulusLength) : (CURVES[namedCurve] ?? namedCurve),
    subjectKeyId: keyIdentifier(certificate.publicKey),
    sha256: hexadecimal(certificate.fingerprint256),
  };
}

/** SHA-1 of the key's bits: https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.2 */
function keyIdentifier(key: KeyObject): string {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const bits =
    key.asymmetricKeyType === 'rsa'
      ? key.export({ format: 'der', type: 'pkcs1' })
      : Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return createHash('sha1').update(bits).digest('hex');
}
