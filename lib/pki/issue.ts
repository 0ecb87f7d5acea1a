import { createHash, X509Certificate } from 'node:crypto';
import { Key, SignatureAlgorithm } from './algorithm';
import * as der from './der';
import { CLIENT_AUTH, SERVER_AUTH } from './inspect';

/** All fields of one certificate. None has a default: node-forge's own are SHA-1 and serial number 0. */
export interface Issue {
  readonly serial: Uint8Array;
  readonly subject: string;
  readonly subjectKey: Key;
  readonly issuer: string;
  readonly issuerKey: Key;
  readonly signature: SignatureAlgorithm;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly use:
    | { readonly ca: true }
    | { readonly ca: false; readonly dnsNames: readonly string[] }
    | { readonly ca: false; readonly client: true };
}

/** Fields in the order of https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
export function issue(certificate: Issue): X509Certificate {
  const algorithm = der.algorithm(certificate.signature.oid, certificate.signature.nullParameters);
  const tbs = der.sequence(
    der.explicit(0, der.integer(Uint8Array.of(2))), // version 3, the only one with extensions
    der.integer(certificate.serial),
    algorithm,
    der.commonNameOf(certificate.issuer),
    der.sequence(der.time(certificate.notBefore), der.time(certificate.notAfter)),
    der.commonNameOf(certificate.subject),
    der.decode(certificate.subjectKey.spki),
    der.explicit(3, der.sequence(...extensions(certificate))),
  );
  const signature = certificate.signature.sign(der.encode(tbs), certificate.issuerKey.privateKey);
  return new X509Certificate(der.encode(der.sequence(tbs, algorithm, der.bitString(signature))));
}

/**
 * Extensions of https://www.rfc-editor.org/rfc/rfc5280#section-4.2; `openssl verify -x509_strict` insists on both key
 * identifiers.
 */
function extensions({ use, subjectKey, issuerKey }: Issue): der.Asn1[] {
  const identifiers = [
    der.extension('2.5.29.14', false, der.octets(keyIdentifier(subjectKey))),
    der.extension('2.5.29.35', false, der.sequence(der.implicit(0, keyIdentifier(issuerKey)))),
  ];
  if (use.ca) {
    return [
      // a CA that signs leaves only
      der.extension('2.5.29.19', true, der.sequence(der.boolean(true), der.integer(Uint8Array.of(0)))),
      der.extension('2.5.29.15', true, der.keyUsage('keyCertSign')),
      ...identifiers,
    ];
  }
  const purpose =
    'client' in use
      ? [der.extension('2.5.29.37', false, der.sequence(der.oid(CLIENT_AUTH)))]
      : [
          der.extension('2.5.29.37', false, der.sequence(der.oid(SERVER_AUTH))),
          der.extension(
            '2.5.29.17',
            false,
            der.sequence(...use.dnsNames.map(name => der.implicit(2, Buffer.from(name, 'ascii')))),
          ),
        ];
  return [
    der.extension('2.5.29.19', true, der.sequence()),
    der.extension('2.5.29.15', true, der.keyUsage('digitalSignature')),
    ...purpose,
    ...identifiers,
  ];
}

/**
 * Method 1 of https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.2: SHA-1 as a name for the key, not as protection.
 */
export function keyIdentifier({ spki }: Key): Buffer {
  return createHash('sha1').update(der.bitsOfSpki(spki)).digest();
}
