/**
 * The ASN.1 types that a certificate needs, on top of node-forge's encoder. Only the encoder is loaded, in 4 ms; all of
 * node-forge takes ten times as long. @types/node-forge has no types for a part of it, hence `require`.
 */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const asn1 = require('node-forge/lib/asn1') as typeof import('node-forge').asn1;
const { Class, Type } = asn1;

export interface Asn1 {
  readonly value: string | readonly Asn1[];
}

const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

const create = (tagClass: number, type: number, value: string | readonly Asn1[]): Asn1 =>
  asn1.create(tagClass, type, typeof value !== 'string', value as string);
const node = (type: number, value: string | readonly Asn1[]): Asn1 => create(Class.UNIVERSAL, type, value);
const tagged = (tag: number, value: string | readonly Asn1[]): Asn1 => create(Class.CONTEXT_SPECIFIC, tag, value);

export const sequence = (...items: Asn1[]): Asn1 => node(Type.SEQUENCE, items);
export const oid = (dotted: string): Asn1 => node(Type.OID, asn1.oidToDer(dotted).getBytes());
export const octets = (value: Uint8Array): Asn1 => node(Type.OCTETSTRING, binary(value));
export const bitString = (value: Uint8Array): Asn1 => node(Type.BITSTRING, `\x00${binary(value)}`);
export const boolean = (value: boolean): Asn1 => node(Type.BOOLEAN, value ? '\xff' : '\x00');
export const explicit = (tag: number, item: Asn1): Asn1 => tagged(tag, [item]);
export const implicit = (tag: number, value: Uint8Array): Asn1 => tagged(tag, binary(value));

/**
 * Unsigned, in the fewest bytes: DER forbids leading zeros, but a first bit that is set would mean a negative number.
 */
export function integer(value: Uint8Array): Asn1 {
  const first = value.findIndex(byte => byte !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : value.subarray(first);
  return node(Type.INTEGER, `${(digits[0] ?? 0) >= 0x80 ? '\x00' : ''}${binary(digits)}`);
}

export function algorithm(signatureOid: string, nullParameters: boolean): Asn1 {
  return sequence(oid(signatureOid), ...(nullParameters ? [node(Type.NULL, '')] : []));
}

export function commonNameOf(text: string): Asn1 {
  return sequence(node(Type.SET, [sequence(oid('2.5.4.3'), node(Type.UTF8, text))]));
}

/** UTCTime until 2049, GeneralizedTime from 2050: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 */
export function time(date: Date): Asn1 {
  return date.getUTCFullYear() < 2050
    ? node(Type.UTCTIME, asn1.dateToUtcTime(date) as unknown as string)
    : node(Type.GENERALIZEDTIME, asn1.dateToGeneralizedTime(date) as unknown as string);
}

export function extension(extensionOid: string, critical: boolean, value: Asn1): Asn1 {
  return sequence(oid(extensionOid), ...(critical ? [boolean(true)] : []), octets(encode(value)));
}

/** Bits of https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3: the count of unused bits, then the bits. */
export function keyUsage(usage: 'digitalSignature' | 'keyCertSign'): Asn1 {
  return node(Type.BITSTRING, usage === 'digitalSignature' ? '\x07\x80' : '\x02\x04');
}

export function encode(item: Asn1): Buffer {
  return bytes(asn1.toDer(item as never).getBytes());
}

export function decode(der: Uint8Array): Asn1 {
  return asn1.fromDer(binary(der)) as Asn1;
}

/** Content of the BIT STRING of a SubjectPublicKeyInfo, without its count of unused bits. */
export function bitsOfSpki(spki: Uint8Array): Buffer {
  const content = asn1.fromDer(binary(spki), { decodeBitStrings: false } as never).value as unknown as Asn1[];
  return bytes((content[1]?.value as string).slice(1));
}

/** Object identifier of a certificate's signature: its second field. node:crypto does not expose it. */
export function signatureOid(certificate: Uint8Array): string {
  const fields = decode(certificate).value as Asn1[];
  const [identifier] = fields[1]?.value as Asn1[];
  return asn1.derToOid(identifier?.value as string);
}
