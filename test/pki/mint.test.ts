import { createHash, KeyObject, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { say } from '../../lib/errors';
import { ALGORITHMS, fixtureAlgorithm } from '../../lib/pki/algorithm';
import { inspect } from '../../lib/pki/inspect';
import { Mint, mintGeneration, mintSlots, systemRandom } from '../../lib/pki/mint';
import { caBundle, Generation, generations, keyText } from '../../lib/pki/slots';
import { checkServing } from '../../lib/pki/certificate-checks';
import { openssl, testWithOpenssl } from './openssl';

const NOW = new Date('2026-06-01T12:00:00Z');
const request: Mint = {
  dnsNames: ['catalog.catalog.svc', 'catalog.catalog.svc.cluster.local'],
  algorithm: ALGORITHMS.ECDSA_P256,
  serviceDays: 365,
  now: NOW,
  random: systemRandom,
};
const slots = mintSlots(request);

const verdict = ({ ca, certificate, privateKey }: Generation, dnsName: string, now = NOW): string => {
  const complaint = checkServing({ chain: [certificate], roots: [ca], privateKey }, [dnsName], now);
  return complaint ? say(complaint) : 'accepted';
};

describe('the first slots', () => {
  test('has a current and a standby, numbered from 1', () => {
    expect(generations(slots).map(generation => generation.number)).toEqual([1, 2]);
    expect([slots.previous, slots.current.number, slots.standby.number]).toEqual([undefined, 1, 2]);
  });

  test('begins an hour ago, because clocks differ; the standby lives for two service lives', () => {
    for (const [generation, end] of [
      [slots.current, '2027-06-01T12:00:00Z'],
      [slots.standby, '2028-05-31T12:00:00Z'],
    ] as const) {
      for (const certificate of [generation.ca, generation.certificate]) {
        expect([inspect(certificate).notBefore, inspect(certificate).notAfter]).toEqual([
          new Date('2026-06-01T11:00:00Z'),
          new Date(end),
        ]);
      }
    }
  });

  test('shares no key, no name of a CA and no serial number', () => {
    const certificates = generations(slots).flatMap(generation => [generation.ca, generation.certificate]);
    expect(new Set(certificates.map(each => each.publicKey.export({ format: 'pem', type: 'spki' }))).size).toBe(4);
    expect(new Set(certificates.map(each => each.serialNumber)).size).toBe(4);
    expect(new Set(generations(slots).map(({ ca }) => ca.subject)).size).toBe(2);
  });

  test('keeps the key of the certificate and forgets that of the CA', () => {
    for (const { ca, certificate, privateKey } of generations(slots)) {
      expect(keyText(privateKey as KeyObject)).toMatch(
        /^-----BEGIN PRIVATE KEY-----\n[^-]+-----END PRIVATE KEY-----\n$/,
      );
      expect([certificate, ca].map(each => each.checkPrivateKey(privateKey as KeyObject))).toEqual([true, false]);
    }
  });

  test('is trusted as one bundle, oldest first', () => {
    expect(caBundle(slots)).toBe(`${slots.current.ca}${slots.standby.ca}`);
    const previous = mintGeneration(3, request, 1);
    expect(caBundle({ ...slots, previous })).toBe(`${previous.ca}${slots.current.ca}${slots.standby.ca}`);
  });

  testWithOpenssl(
    "is verified by openssl, each certificate against the whole bundle, and not against the other's CA",
    () => {
      const ask = (ca: string | X509Certificate, leaf: X509Certificate) => ({
        arguments: [
          'verify',
          '-x509_strict',
          '-attime',
          String(NOW.getTime() / 1000),
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
      });
      const { current, standby } = slots;
      const answers = openssl([
        ask(caBundle(slots), current.certificate),
        ask(caBundle(slots), standby.certificate),
        ask(standby.ca, current.certificate),
        ask(current.ca, standby.certificate),
      ]);
      expect(answers.map(({ ok }) => ok)).toEqual([true, true, false, false]);
    },
  );
});

describe('the common name', () => {
  const commonName = (dnsName: string): string =>
    mintGeneration(1, { ...request, dnsNames: [dnsName, 'short.svc'] }, 1).certificate.subject;
  const named = (length: number): string => `${'a'.repeat(60)}.${'b'.repeat(length - 65)}.svc`;
  test('is the first DNS name while that has at most 64 characters', () => {
    expect(commonName('catalog.catalog.svc')).toBe('CN=catalog.catalog.svc');
    expect(`${'c'.repeat(58)}.d.svc`).toHaveLength(64);
    expect(commonName(`${'c'.repeat(58)}.d.svc`)).toBe(`CN=${'c'.repeat(58)}.d.svc`);
  });

  test.each([66, 100, 128])('is generated if the name has %d characters', length => {
    expect(named(length)).toHaveLength(length);
    expect(commonName(named(length))).toMatch(/^CN=extension-api-server-[0-9a-f]{16}$/);
  });

  test('is generated if the name has 65 characters', () => {
    expect(commonName(`${'c'.repeat(59)}.d.svc`)).toMatch(/^CN=extension-api-server-[0-9a-f]{16}$/);
  });

  testWithOpenssl('openssl verifies the DNS name beside a generated common name', () => {
    const { ca, certificate } = mintGeneration(1, { ...request, dnsNames: [named(128)] }, 1);
    const [answer] = openssl([
      {
        arguments: [
          'verify',
          '-x509_strict',
          '-attime',
          String(NOW.getTime() / 1000),
          '-purpose',
          'sslserver',
          '-verify_hostname',
          named(128),
          '-no-CApath',
          '-CAfile',
          'ca',
          'leaf',
        ],
        files: { ca, leaf: certificate },
      },
    ]);
    expect(answer).toMatchObject({ ok: true });
  });
});

describe('serial numbers', () => {
  const serialWith = (byte: number): string =>
    mintGeneration(1, { ...request, random: size => new Uint8Array(size).fill(byte) }, 1).certificate.serialNumber;
  test.each<[string, number, string]>([
    ['are positive where all bits are set', 0xff, `7F${'FF'.repeat(15)}`],
    ['have 16 bytes where no bit is set', 0x00, `40${'00'.repeat(15)}`],
    ['are otherwise what was drawn', 0x5a, '5A'.repeat(16)],
  ])('%s', (_name, byte, serial) => {
    expect(serialWith(byte)).toBe(serial);
  });

  test('do not change the array that the random source returned', () => {
    const drawn = new Uint8Array(16).fill(0xff);
    mintGeneration(1, { ...request, random: () => drawn }, 1);
    expect(drawn[0]).toBe(0xff);
  });
});

describe('a life that crosses 2050', () => {
  test.each(['2049-12-31T23:30:00Z', '2050-01-01T00:30:00Z', '2060-06-01T00:00:00Z'])('beginning at %s', moment => {
    const generation = mintGeneration(1, { ...request, now: new Date(moment) }, 1);
    expect(verdict(generation, 'catalog.catalog.svc', new Date(moment))).toBe('accepted');
    expect(inspect(generation.certificate).notAfter.getTime() - Date.parse(moment)).toBe(365 * 86_400_000);
  });
});

describe('any DNS names', () => {
  const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
  const name = fc.tuple(label, label).map(([service, namespace]) => `${service}.${namespace}.svc`);

  test('of a certificate are verified, and no others', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), name, (dnsNames, stranger) => {
        const generation = mintGeneration(1, { ...request, dnsNames }, 1);
        expect(dnsNames.map(dnsName => verdict(generation, dnsName))).toEqual(dnsNames.map(() => 'accepted'));
        if (!dnsNames.includes(stranger)) {
          expect(verdict(generation, stranger)).toMatch(/^certificate must be valid for /);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('are verified with any key of a fixture', () => {
    fc.assert(
      fc.property(name, fc.string(), (dnsName, seed) => {
        let count = 0;
        const algorithm = fixtureAlgorithm(() => createHash('sha256').update(`${count++} ${seed}`).digest());
        expect(verdict(mintGeneration(1, { ...request, dnsNames: [dnsName], algorithm }, 1), dnsName)).toBe('accepted');
      }),
      { numRuns: 60 },
    );
  });
});
