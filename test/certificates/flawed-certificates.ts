// Certificates as the library would emit them, with one flaw each, and which verifiers see it.
import { createPrivateKey } from 'node:crypto';
import { Certificates } from '../pki/certificates';
import { keyOf, pkcs8, says, Signature, SIGNATURES, write } from '../pki/x509';
import type { PlantedFault } from './planted-faults';

interface Flawed {
  readonly flaw: string;
  readonly pair: (dnsName: string) => Certificates;
  readonly rejections: PlantedFault['rejections'];
}

interface Choice {
  readonly subject?: string;
  readonly names?: readonly string[];
  readonly days?: readonly [begin: number, end: number];
  readonly usage?: ReturnType<typeof says.serves>;
  readonly signature?: Signature;
  readonly authority?: ReturnType<typeof says.isCa>;
  readonly identifiers?: boolean;
}

const DAY = 86_400_000;
const inDays = (count: number): Date => new Date(Date.now() + count * DAY);
const ca = keyOf('flawed CA');
const key = keyOf('flawed server');
const another = keyOf('another server');

function pairWith({
  subject = 'server',
  names,
  days = [-1, 30],
  usage = says.serves(),
  signature,
  authority = says.isCa(),
  identifiers = true,
}: Choice) {
  return (dnsName: string): Certificates => ({
    ca: write({
      subject: 'CA',
      key: ca,
      issuer: 'CA',
      issuerKey: ca,
      notBefore: inDays(-1),
      notAfter: inDays(30),
      extensions: [authority, says.signsCertificates(), ...says.keys(ca, ca)],
    }),
    certificate: write({
      subject,
      key,
      issuer: 'CA',
      issuerKey: ca,
      notBefore: inDays(days[0]),
      notAfter: inDays(days[1]),
      signature,
      extensions: [
        says.isNoCa(),
        says.signsHandshakes(),
        usage,
        ...((names ?? [dnsName]).length > 0 ? [says.dns(...(names ?? [dnsName, `${dnsName}.cluster.local`]))] : []),
        ...(identifiers ? says.keys(key, ca) : []),
      ],
    }),
    privateKey: pkcs8(key),
  });
}

function damaged(pem: string): string {
  const der = Buffer.from(pem.split('-----')[2] ?? '', 'base64');
  der[der.length - 1]! ^= 1;
  return (
    `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END ` +
    'CERTIFICATE-----\n'
  );
}

/** The private half of one key with the public half of another: who compares public halves alone is satisfied. */
function halves(): string {
  const [ours, theirs] = [key, another].map(one => one.export({ format: 'der', type: 'pkcs8' })) as [Buffer, Buffer];
  // The 32 bytes of a P-256 key's number begin at 36: https://www.rfc-editor.org/rfc/rfc5915#section-3
  theirs.copy(ours, 36, 36, 68);
  return pkcs8(createPrivateKey({ key: ours, format: 'der', type: 'pkcs8' }));
}

const every = (says: string): Flawed['rejections'] => [
  ['node', says],
  ['openssl', ''],
  ['Go', ''],
];

/** openssl still reads the common name where there is no other. */
export const FLAWED: readonly Flawed[] = [
  {
    flaw: 'with a common name only',
    pair: name => pairWith({ subject: name, names: [] })(name),
    rejections: [
      ['node', 'not valid for'],
      ['Go', 'Common Name'],
    ],
  },
  {
    flaw: 'for another name',
    pair: pairWith({ names: ['other.example.com'] }),
    rejections: [
      ['node', 'not valid for'],
      ['openssl', 'hostname mismatch'],
      ['Go', 'other.example.com'],
    ],
  },
  {
    flaw: 'that expired',
    pair: pairWith({ days: [-9, -1] }),
    rejections: [
      ['node', 'not valid now'],
      ['openssl', 'expired'],
      ['Go', 'expired'],
    ],
  },
  {
    flaw: 'that begins tomorrow',
    pair: pairWith({ days: [1, 30] }),
    rejections: [
      ['node', 'not valid now'],
      ['openssl', 'not yet valid'],
      ['Go', 'not yet valid'],
    ],
  },
  {
    flaw: 'for clients',
    pair: pairWith({ usage: says.onlyCalls() }),
    rejections: [
      ['node', 'not for servers'],
      ['openssl', 'purpose'],
      ['Go', 'key usage'],
    ],
  },
  { flaw: 'whose CA is none', pair: pairWith({ authority: says.isNoCa() }), rejections: every('no CA') },
  {
    flaw: 'signed with SHA-1',
    pair: pairWith({ signature: SIGNATURES.ecdsaSha1 }),
    rejections: [
      ['openssl', 'too weak'],
      ['Go', 'insecure algorithm'],
    ],
  },
  {
    flaw: 'without key identifiers',
    pair: pairWith({ identifiers: false }),
    rejections: [['openssl', 'Key Identifier']],
  },
  {
    flaw: 'whose signature is wrong in one bit',
    pair: name => ({ ...pairWith({})(name), certificate: damaged(pairWith({})(name).certificate) }),
    rejections: every('not signed'),
  },
  {
    flaw: 'whose key is of two halves',
    pair: name => ({ ...pairWith({})(name), privateKey: halves() }),
    rejections: [
      ['openssl', 'fails its check'],
      ['Go', ''],
    ],
  },
];
