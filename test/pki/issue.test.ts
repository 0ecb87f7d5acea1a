import crypto, { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { Algorithm, ALGORITHMS, AlgorithmName, fixtureAlgorithm, Key } from '../../lib/pki/algorithm';
import * as der from '../../lib/pki/der';
import { inspect, SERVER_AUTH } from '../../lib/pki/inspect';
import { Issue, issue } from '../../lib/pki/issue';
import { openssl, testWithOpenssl } from './openssl';

const BEGIN = new Date('2026-01-02T03:04:05Z');
const END = new Date('2036-01-02T03:04:05Z');
const NAMES = ['catalog.catalog.svc', 'catalog.catalog.svc.cluster.local', '*.example.com'];

interface Pair {
  readonly caKey: Key;
  readonly key: Key;
  readonly ca: X509Certificate;
  readonly leaf: X509Certificate;
}

function pairOf(algorithm: Algorithm, caKey = algorithm.generate(), key = caKey, over: Partial<Issue> = {}): Pair {
  const common = { issuer: 'a CA', issuerKey: caKey, signature: algorithm.signature, notBefore: BEGIN, notAfter: END };
  return {
    caKey,
    key,
    ca: issue({ ...common, serial: Uint8Array.of(0x7f, 1), subject: 'a CA', subjectKey: caKey, use: { ca: true } }),
    leaf: issue({
      ...common,
      serial: Uint8Array.of(0xff, 2),
      subject: 'catalog',
      subjectKey: key,
      use: { ca: false, dnsNames: NAMES },
      ...over,
    }),
  };
}

const smallRsa = ALGORITHMS.RSA_2048.generate();
/** RSA keys are slow to make: one serves all, and its CA certifies its own key under another name. */
const PAIRS = Object.fromEntries(
  Object.entries(ALGORITHMS).map(([name, algorithm]) => [
    name,
    name.startsWith('RSA')
      ? pairOf(algorithm, smallRsa)
      : pairOf(algorithm, algorithm.generate(), algorithm.generate()),
  ]),
) as { readonly [name in AlgorithmName]: Pair };
const fixture = fixtureAlgorithm(() => createHash('sha256').update('issue').digest());
const EVERY_PAIR: [string, Pair][] = [...Object.entries(PAIRS), ['Ed25519 of fixtures', pairOf(fixture)]];

/** SHA-1 of the public key's bits, taken from other places than lib/pki/issue.ts takes them. */
function keyIdentifier({ privateKey }: Key): string {
  const half = createPublicKey(privateKey as never);
  const { x = '', y = '' } = half.export({ format: 'jwk' });
  const bits =
    half.asymmetricKeyType === 'rsa'
      ? half.export({ format: 'der', type: 'pkcs1' })
      : Buffer.concat([y ? Buffer.of(4) : Buffer.of(), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return createHash('sha1')
    .update(bits)
    .digest('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:');
}

describe('node agrees on every field', () => {
  test.each(EVERY_PAIR)('%s', (_name, { ca, leaf, caKey, key }) => {
    expect(ca).toMatchObject({
      subject: 'CN=a CA',
      issuer: 'CN=a CA',
      serialNumber: '7F01',
      ca: true,
      keyUsage: undefined,
      subjectAltName: undefined,
    });
    expect(leaf).toMatchObject({
      subject: 'CN=catalog',
      issuer: 'CN=a CA',
      serialNumber: 'FF02',
      ca: false,
      keyUsage: [SERVER_AUTH],
      subjectAltName: NAMES.map(name => `DNS:${name}`).join(', '),
    });
    for (const certificate of [ca, leaf]) {
      expect([new Date(certificate.validFrom), new Date(certificate.validTo)]).toEqual([BEGIN, END]);
      expect(certificate.checkIssued(ca) && certificate.verify(ca.publicKey)).toBe(true);
    }
    expect(ca.checkPrivateKey(caKey.privateKey) && leaf.checkPrivateKey(key.privateKey)).toBe(true);
    expect(leaf.checkHost('catalog.catalog.svc')).toBe('catalog.catalog.svc');
    expect(inspect(leaf)).toMatchObject({ dnsNames: NAMES, isCa: false, selfSigned: false, weakness: undefined });
    expect(inspect(ca)).toMatchObject({ dnsNames: [], isCa: true, selfSigned: true, weakness: undefined });
  });

  test.each<[AlgorithmName, string, object]>([
    ['ECDSA_P256', 'ec', { namedCurve: 'prime256v1' }],
    ['ECDSA_P384', 'ec', { namedCurve: 'secp384r1' }],
    ['RSA_2048', 'rsa', { modulusLength: 2048, publicExponent: 65537n }],
  ])('on the key of %s', (name, type, details) => {
    const { publicKey } = PAIRS[name].leaf;
    expect(publicKey.asymmetricKeyType).toBe(type);
    expect(publicKey.asymmetricKeyDetails).toEqual(details);
  });

  test.each<[AlgorithmName, number]>([
    ['RSA_2048', 2048],
    ['RSA_3072', 3072],
    ['RSA_4096', 4096],
  ])('on the size of a key by %s', (name, modulusLength) => {
    const pair = { privateKey: smallRsa.privateKey, publicKey: createPublicKey(smallRsa.privateKey as never) };
    const generate = jest.spyOn(crypto, 'generateKeyPairSync').mockReturnValue(pair as never);
    ALGORITHMS[name].generate();
    expect(generate.mock.calls).toEqual([['rsa', { modulusLength }]]);
    generate.mockRestore();
  });
});

describe('openssl agrees', () => {
  testWithOpenssl('with -x509_strict, for the purpose and the name', () => {
    const answers = openssl(
      EVERY_PAIR.map(([, { ca, leaf }]) => ({
        arguments: [
          'verify',
          '-x509_strict',
          '-auth_level',
          '2',
          '-attime',
          String(BEGIN.getTime() / 1000 + 1),
          '-purpose',
          'sslserver',
          '-verify_hostname',
          'catalog.catalog.svc',
          '-no-CApath',
          '-CAfile',
          'ca',
          'leaf',
        ],
        files: { ca, leaf },
      })),
    );
    expect(answers.map(({ ok, output }, index) => [EVERY_PAIR[index]?.[0], ok || output])).toEqual(
      EVERY_PAIR.map(([name]) => [name, true]),
    );
  });

  testWithOpenssl('on extensions, which of them are critical, and the signature', () => {
    const signatures: { readonly [name: string]: string } = {
      ECDSA_P256: 'ecdsa-with-SHA256',
      ECDSA_P384: 'ecdsa-with-SHA384',
      RSA_2048: 'sha256WithRSAEncryption',
      RSA_3072: 'sha256WithRSAEncryption',
      RSA_4096: 'sha256WithRSAEncryption',
    };
    const answers = openssl(
      EVERY_PAIR.flatMap(([, { ca, leaf }]) =>
        [ca, leaf].map(certificate => ({
          arguments: ['x509', '-noout', '-text', '-in', 'certificate'],
          files: { certificate },
        })),
      ),
    );
    EVERY_PAIR.forEach(([name, { caKey, key }], index) => {
      const [ca = '', leaf = ''] = answers
        .slice(2 * index, 2 * index + 2)
        .map(({ output }) => output.replace(/\s+/g, ' ').replaceAll('keyid:', ''));
      const extensions = (text: string): string =>
        text.replace(/^.*X509v3 extensions: /, '').replace(/ Signature Algorithm: .*$/, '');
      expect(extensions(ca)).toBe(
        'X509v3 Basic Constraints: critical CA:TRUE, pathlen:0 X509v3 Key Usage: critical Certificate Sign ' +
          `X509v3 Subject Key Identifier: ${keyIdentifier(caKey)} X509v3 Authority Key Identifier: ` +
          `${keyIdentifier(caKey)}`,
      );
      expect(extensions(leaf)).toBe(
        'X509v3 Basic Constraints: critical CA:FALSE X509v3 Key Usage: critical Digital Signature ' +
          'X509v3 Extended Key Usage: TLS Web Server Authentication ' +
          `X509v3 Subject Alternative Name: ${NAMES.map(dnsName => `DNS:${dnsName}`).join(', ')} ` +
          `X509v3 Subject Key Identifier: ${keyIdentifier(key)} X509v3 Authority Key Identifier: ` +
          `${keyIdentifier(caKey)}`,
      );
      const twice = leaf.match(/Signature Algorithm: \S+/g);
      expect(twice).toEqual(Array(2).fill(`Signature Algorithm: ${signatures[name] ?? 'ED25519'}`));
      expect(leaf).toContain('Version: 3 (0x2)');
    });
  });
});

describe('values are encoded as DER requires', () => {
  test.each<[string, number[], string]>([
    ['of zero', [0], '020100'],
    ['of no bytes', [], '020100'],
    ['of 127', [0x7f], '02017f'],
    ['of 128, which has its first bit set', [0x80], '02020080'],
    ['of a number with zeros in front', [0, 0, 1, 0], '02020100'],
    ['of 20 bytes', Array(20).fill(0x7f), `0214${'7f'.repeat(20)}`],
  ])('%s', (_name, bytes, hex) => {
    expect(der.encode(der.integer(Uint8Array.from(bytes))).toString('hex')).toBe(hex);
  });

  test.each<[AlgorithmName, string]>([
    ['RSA_2048', '300d06092a864886f70d01010b0500'],
    ['RSA_4096', '300d06092a864886f70d01010b0500'],
    ['ECDSA_P256', '300a06082a8648ce3d040302'],
    ['ECDSA_P384', '300a06082a8648ce3d040303'],
  ])('of the signature of %s, twice in a certificate', (name, hex) => {
    expect(PAIRS[name].leaf.raw.toString('hex').split(hex)).toHaveLength(3);
  });
});

describe('dates', () => {
  test.each<[string, string, string]>([
    ['have two digits of the year until 2049', '2049-12-31T23:59:59Z', '170d3439313233313233353935395a'],
    ['have four from 2050', '2050-01-01T00:00:00Z', '180f32303530303130313030303030305a'],
    ['have two digits in 2000', '2000-02-29T01:02:03Z', '170d3030303232393031303230335a'],
    ['end with the year 9999', '9999-12-31T23:59:59Z', '180f39393939313233313233353935395a'],
  ])('%s', (_name, date, hex) => {
    expect(der.encode(der.time(new Date(date))).toString('hex')).toBe(hex);
  });

  test('are read by node as they were given', () => {
    const seconds = fc
      .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
      .map(date => new Date(Math.floor(date.getTime() / 1000) * 1000));
    fc.assert(
      fc.property(seconds, seconds, (notBefore, notAfter) => {
        const { leaf } = pairOf(fixture, undefined, undefined, { notBefore, notAfter });
        const { validFrom, validTo } = leaf;
        expect([new Date(validFrom), new Date(validTo)]).toEqual([notBefore, notAfter]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('given values are in the certificate', () => {
  test('serial numbers, positive and in the fewest bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 19 }), serial => {
        const { leaf } = pairOf(fixture, undefined, undefined, { serial });
        const value = BigInt(`0x${Buffer.from(serial).toString('hex')}`);
        expect(BigInt(`0x${leaf.serialNumber}`)).toBe(value);
        const hex = value.toString(16);
        const even = hex.length % 2 === 0 ? hex : `0${hex}`;
        const positive = parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even;
        expect(der.encode(der.integer(serial)).toString('hex')).toBe(
          `02${(positive.length / 2).toString(16).padStart(2, '0')}${positive}`,
        );
      }),
      { numRuns: 50 },
    );
  });

  test('any list of DNS names', () => {
    fc.assert(
      fc.property(fc.array(fc.domain(), { minLength: 1, maxLength: 8 }), dnsNames => {
        const { leaf } = pairOf(fixture, undefined, undefined, { use: { ca: false, dnsNames } });
        expect(inspect(leaf).dnsNames).toEqual(dnsNames);
      }),
      { numRuns: 50 },
    );
  });

  test('any public key, also one whose bytes look like ASN.1', () => {
    const prefixes = ['302a300506032b6570032100', '3059301306072a8648ce3d020106082a8648ce3d030107034200'].map(hex =>
      Buffer.from(hex, 'hex'),
    );
    const alike = fc.constantFrom(
      [0x04, 0x1e],
      [0x30, 0x1e],
      [0x02, 0x1e],
      [0x04, 0x3f],
      [0x30, 0x3f, 0x02, 0x3d],
      [0x04, 0x3e],
      [],
    );
    const keys = fc
      .tuple(fc.constantFrom(...prefixes), alike, fc.uint8Array({ minLength: 65, maxLength: 65 }))
      .map(([prefix, first, rest]) =>
        Buffer.concat([prefix, Buffer.from([...first, ...rest]).subarray(0, (prefix.at(-2) ?? 0) - 1)]),
      );
    fc.assert(
      fc.property(keys, spki => {
        expect(der.encode(der.decode(spki)).equals(spki)).toBe(true);
        expect(der.bitsOfSpki(spki).equals(spki.subarray(spki.length - (spki.length === 44 ? 32 : 65)))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
