// The fields of a certificate, in one spelling for all readers: that of test/cluster/go/verify/facts.go.

export interface Fields {
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly subject: string;
  readonly issuer: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly isCA: boolean;
  readonly basicConstraintsValid: boolean;
  readonly maxPathLen: number | null;
  readonly keyUsage: readonly string[];
  readonly extKeyUsage: readonly string[];
  readonly criticalExtensions: readonly string[];
  readonly signatureAlgorithm: string;
  readonly publicKeyAlgorithm: string;
  readonly publicKeySize: string;
  readonly subjectKeyId: string;
  readonly authorityKeyId: string;
  readonly sha256: string;
}

/** Some readers know only a part. */
export type Reading = Partial<Fields>;

const FIELDS: { readonly [field in keyof Fields]: true } = {
  serial: true,
  notBefore: true,
  notAfter: true,
  subject: true,
  issuer: true,
  dnsNames: true,
  ipAddresses: true,
  isCA: true,
  basicConstraintsValid: true,
  maxPathLen: true,
  keyUsage: true,
  extKeyUsage: true,
  criticalExtensions: true,
  signatureAlgorithm: true,
  publicKeyAlgorithm: true,
  publicKeySize: true,
  subjectKeyId: true,
  authorityKeyId: true,
  sha256: true,
};

export const EVERY_FIELD = Object.keys(FIELDS) as (keyof Fields)[];

/** Fields that two readers read differently, or that one must know and does not. */
export function differences(readings: Readonly<Record<string, Reading>>, complete: readonly string[]): string[] {
  return EVERY_FIELD.flatMap(field => {
    const values = Object.entries(readings)
      .filter(([reader, reading]) => reading[field] !== undefined || complete.includes(reader))
      .map(([reader, reading]) => [reader, JSON.stringify(reading[field])] as const);
    return new Set(values.map(([, value]) => value)).size <= 1
      ? []
      : [`${field}: ${values.map(([reader, value]) => `${reader} ${value}`).join(', ')}`];
  });
}
