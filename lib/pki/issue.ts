import { createHash, createPublicKey, KeyObject } from 'node:crypto';
import { SignatureAlgorithm } from './algorithm';
import * as der from './der';

/** One certificate, spelled out: nothing here has a default, because node-forge's own are SHA-1 and serial number 0. */
export interface Issue {
  readonly serial: Uint8Array;
  readonly subject: string;
  /** Private, as is the issuer's: the public half follows from it. */
  readonly subjectKey: KeyObject;
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly signature: SignatureAlgorithm;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly use: { readonly ca: true } | { readonly ca: false; readonly dnsNames: readonly string[] };
}

/** The certificate as PEM. Fields in the order of https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
export function issue(certificate: Issue): string {
  const algorithm = der.algorithm(certificate.signature.oid, certificate.signature.nullParameters);
  const tbs = der.sequence(
    der.explicit(0, der.integer(Uint8Array.of(2))), // version 3, the only one with extensions
    der.integer(certificate.serial),
    algorithm,
    der.commonName(certificate.issuer),
    der.sequence(der.time(certificate.notBefore), der.time(certificate.notAfter)),
    der.commonName(certificate.subject),
    spki(certificate.subjectKey),
    der.explicit(3, der.sequence(...extensions(certificate))),
  );
  const signature = certificate.signature.sign(der.encode(tbs), certificate.issuerKey);
  return pem(der.encode(der.sequence(tbs, algorithm, der.bitString(signature))));
}

/** Extensions of https://www.rfc-editor.org/rfc/rfc5280#section-4.2; `openssl verify -x509_strict` insists on both key identifiers. */
function extensions({ use, subjectKey, issuerKey }: Issue): der.Asn1[] {
  const identifiers = [
    der.extension('2.5.29.14', false, der.octets(keyIdentifier(subjectKey))),
    der.extension('2.5.29.35', false, der.sequence(der.implicit(0, keyIdentifier(issuerKey)))),
  ];
  if (use.ca) {
    return [
      der.extension('2.5.29.19', true, der.sequence(der.boolean(true), der.integer(Uint8Array.of(0)))), // a CA that signs leaves only
      der.extension('2.5.29.15', true, der.keyUsage('keyCertSign')),
      ...identifiers,
    ];
  }
  return [
    der.extension('2.5.29.19', true, der.sequence()),
    der.extension('2.5.29.15', true, der.keyUsage('digitalSignature')),
    der.extension('2.5.29.37', false, der.sequence(der.oid('1.3.6.1.5.5.7.3.1'))), // serverAuth
    der.extension('2.5.29.17', false, der.sequence(...use.dnsNames.map(name => der.implicit(2, Buffer.from(name, 'ascii'))))),
    ...identifiers,
  ];
}

function spki(key: KeyObject): der.Asn1 {
  return der.decode(spkiDer(key));
}

function spkiDer(key: KeyObject): Buffer {
  return createPublicKey(key as never).export({ format: 'der', type: 'spki' });
}

/** Method 1 of https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.2: SHA-1 as a name for the key, not as protection. */
export function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha1').update(der.bitsOfSpki(spkiDer(key))).digest();
}

function pem(certificate: Uint8Array): string {
  const lines = Buffer.from(certificate).toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
