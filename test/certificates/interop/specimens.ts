// One server for each way in which certificates can differ, and the fields that its props ask for.
import { YamlOutputType } from 'cdk8s';
import { KeyAlgorithm } from 'cdk8s-extension-api-server';
import { Configuration, GeneratedChoice, serviceName } from '../configuration';
import { Fields, Reading } from './fields';

export interface Specimen {
  readonly name: string;
  readonly configuration: Configuration;
  /** Fields of the serving certificate, and of every CA in the bundle. */
  readonly leaf: Reading;
  readonly ca: Reading;
  readonly days: number;
}

/** Signature, kind of key, size or curve. */
const SPELLED: { readonly [algorithm in KeyAlgorithm]: readonly [string, string, string] } = {
  ECDSA_P256: ['ECDSA-SHA256', 'ECDSA', 'P-256'],
  ECDSA_P384: ['ECDSA-SHA384', 'ECDSA', 'P-384'],
  RSA_2048: ['SHA256-RSA', 'RSA', '2048'],
  RSA_3072: ['SHA256-RSA', 'RSA', '3072'],
  RSA_4096: ['SHA256-RSA', 'RSA', '4096'],
};

const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const A_CENTURY = 36500;

function specimen(
  name: string,
  tls: Omit<GeneratedChoice, 'kind'>,
  server = { id: 'catalog', namespace: 'catalog' },
): Specimen {
  const choice = { ...server, backend: 'deployment' as const, tls: { kind: 'generated' as const, ...tls } };
  const [signatureAlgorithm, publicKeyAlgorithm, publicKeySize] = SPELLED[tls.algorithm ?? KeyAlgorithm.ECDSA_P256];
  const key = {
    signatureAlgorithm,
    publicKeyAlgorithm,
    publicKeySize,
    ipAddresses: [],
    basicConstraintsValid: true,
    criticalExtensions: [BASIC_CONSTRAINTS, KEY_USAGE],
  } satisfies Partial<Fields>;
  const dnsName = serviceName(choice);
  return {
    name,
    days: tls.validity?.amount ?? 365,
    configuration: { output: YamlOutputType.FILE_PER_CHART, firstUnderCi: false, steps: [], servers: [choice] },
    leaf: {
      ...key,
      dnsNames: [dnsName, `${dnsName}.cluster.local`, ...(tls.dnsNames ?? [])],
      isCA: false,
      maxPathLen: null,
      keyUsage: ['digitalSignature'],
      extKeyUsage: ['serverAuth'],
      // https://www.rfc-editor.org/rfc/rfc5280#appendix-A: 64 characters at most; then the names that count are all the
      // same.
      ...(dnsName.length <= 64 && { subject: dnsName }),
    },
    ca: { ...key, dnsNames: [], isCA: true, maxPathLen: 0, keyUsage: ['keyCertSign'], extKeyUsage: [] },
  };
}

export function specimens(): Specimen[] {
  return [
    ...Object.values(KeyAlgorithm).map(algorithm => specimen(algorithm, { algorithm })),
    specimen('the longest names', {}, { id: 'a'.repeat(63), namespace: 'b'.repeat(63) }),
    specimen('the longest name that fits in a common name', {}, { id: 'a'.repeat(30), namespace: 'b'.repeat(29) }),
    specimen('one character more', {}, { id: 'a'.repeat(30), namespace: 'b'.repeat(30) }),
    specimen('fifty names more', { dnsNames: Array.from({ length: 50 }, (_, index) => `name-${index}.example.com`) }),
    specimen('other names', { dnsNames: ['localhost', 'xn--bcher-kva.example.com', `${'a.'.repeat(126)}a`] }),
    specimen('one day', { validity: { amount: 1, unit: 'days' } }),
    specimen('a century, beyond what two digits of a year can say', {
      validity: { amount: A_CENTURY, unit: 'days' },
    }),
  ];
}
