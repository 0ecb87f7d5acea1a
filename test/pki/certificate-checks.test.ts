import { createHash, generateKeyPairSync, KeyObject, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { orRefuse, say } from '../../lib/errors';
import { readCertificates, readPrivateKey } from '../../lib/pki/pem';
import { checkChain, checkClient, checkRoots, checkServing, CertificateChain } from '../../lib/pki/certificate-checks';
import { Certificates, EVERY_KIND, Kind, makeCertificates, NOW } from './certificates';
import { openssl, testWithOpenssl } from './openssl';
import { keyOf, pkcs8, says, write } from './x509';

const NAME = 'catalog.catalog.svc';
const made = makeCertificates(NAME);
const day = (years: number): string => new Date(NOW.getTime() + years * 365 * 86_400_000).toISOString().slice(0, 10);
const said = (complaint: Parameters<typeof say>[0] | undefined): string => (complaint ? say(complaint) : 'accepted');

function serving({ ca, certificate, privateKey }: Certificates): CertificateChain {
  return {
    roots: orRefuse('', readCertificates('ca', ca)),
    chain: orRefuse('', readCertificates('certificate', certificate)),
    privateKey: orRefuse<KeyObject>('', readPrivateKey('privateKey', privateKey)),
  };
}

const WEAK = 'must be strong enough for TLS clients of today';
const STRONG = 'use ECDSA P-256 or RSA of 2048 bits or more, with SHA-256';
const VALID_FOR = `certificate must be valid for ${NAME}, the name that kube-apiserver checks`;
const ISSUE_WITH = `issue it with the DNS name ${NAME}`;
const FIRST = 'put the serving certificate first and the intermediates after it';
const SIGNED = 'ca must have signed the certificate, directly or through the intermediates that follow it';
const ISSUER = 'pass the CA that issued it';
const OWN_KEY = 'pass the key that the certificate was issued for';
const CA_FIRST = `certificate must begin with the serving certificate, got "certificate <leaf>…, which is a CA"; ${FIRST}`;
const OTHER_KEY = `privateKey must belong to the certificate, got "another key than that of certificate <leaf>…"; ${OWN_KEY}`;
const NOT_LINKED = `${SIGNED}, got "one by CN=Test Intermediate, not CN=Test Root"; ${ISSUER}`;
const SAME_NAME = `${SIGNED}, got "one by another CA of the name CN=Test Root"; ${ISSUER}`;

/** `<leaf>` and `<ca>` stand for the first digits of the fingerprint. */
const VERDICTS: { readonly [kind in Kind]?: string } = {
  'signed by the CA': 'accepted',
  'signed through an intermediate': 'accepted',
  'with the root sent along': 'accepted',
  'under an intermediate that is the CA given': 'accepted',
  'self-signed, its own CA': 'accepted',
  'self-signed with the CA flag, its own CA': 'accepted',
  'with a wildcard name': 'accepted',
  'with other names first': 'accepted',
  'without a key usage': 'accepted',
  'for any usage': 'accepted',
  'with a second CA in the bundle': 'accepted',
  'with an expired CA in the bundle': 'accepted',
  'under a CA that signed itself with SHA-1': 'accepted',

  expired: `certificate must not be expired, got "one that ended on ${day(-0.5)}"; issue a new one`,
  'not valid yet':
    `certificate must be valid already, got "one that begins on ${day(0.5)}"; ` +
    `check the clock of this machine, which says ${day(0)}`,
  'with a common name only':
    `certificate must name ${NAME} as a subject alternative name: the common name does not count, ` +
    `got "only CN=${NAME}"; ${ISSUE_WITH}`,
  'for another name': `${VALID_FOR}, got "other.example.com, more.example.com"; ${ISSUE_WITH}`,
  'with a wildcard two labels wide': `${VALID_FOR}, got "*.svc"; ${ISSUE_WITH}`,
  'signed with SHA-1': `certificate ${WEAK}, got "a signature with SHA-1"; ${STRONG}`,
  'signed with RSA and SHA-1': `certificate ${WEAK}, got "a signature with SHA-1"; ${STRONG}`,
  'signed with RSA and MD5': `certificate ${WEAK}, got "a signature with MD5"; ${STRONG}`,
  'with an RSA key of 1024 bits': `certificate ${WEAK}, got "an RSA key of 1024 bits"; ${STRONG}`,
  'with a key on a curve that TLS does not know': `certificate ${WEAK}, got "a key on the curve secp256k1"; ${STRONG}`,
  'under a CA with an RSA key of 1024 bits': `ca ${WEAK}, got "an RSA key of 1024 bits"; ${STRONG}`,
  'a CA as the serving certificate': CA_FIRST,
  'in the wrong order': CA_FIRST,
  'with the root first': CA_FIRST,
  'for clients only':
    'certificate must allow server authentication in its extended key usage, got "1.3.6.1.5.5.7.3.2"; ' +
    'issue it with extendedKeyUsage = serverAuth',
  'without its intermediate': NOT_LINKED,
  'under an expired intermediate': NOT_LINKED,
  'under an intermediate without the CA flag': NOT_LINKED,
  'of another CA': `${SIGNED}, got "one by CN=Test Root, not CN=Other Root"; ${ISSUER}`,
  'of two other CAs': `${SIGNED}, got "one by CN=Test Root, not by any of 2 CAs"; ${ISSUER}`,
  'of a CA with the same name': SAME_NAME,
  'of a CA with the same name and no key identifiers': SAME_NAME,
  'of an expired CA': `ca must not be expired, got "one that ended on ${day(-0.5)}"; issue a new one`,
  'of a CA not valid yet':
    `ca must be valid already, got "one that begins on ${day(0.5)}"; ` +
    `check the clock of this machine, which says ${day(0)}`,
  'with another serving certificate for a CA':
    'ca must hold CA certificates, got "certificate <ca>… without the CA flag"; ' +
    'pass the certificate of the issuer, not the one that serves',
  'with another key': OTHER_KEY,
  'with a key of another kind': OTHER_KEY,
};

/** Verdicts of Go's crypto/x509, which kube-apiserver uses, that the library does not share yet. */
const FAULTS: { readonly [kind in Kind]?: string } = {
  'with an IP address only': `${VALID_FOR}, got "IP Address:10.0.0.1"; ${ISSUE_WITH}`,
  'signed with SHA-224': `certificate ${WEAK}, got "a signature with SHA-224"; ${STRONG}`,
  'under an intermediate signed with SHA-1': `certificate ${WEAK}, got "a signature with SHA-1"; ${STRONG}`,
  'under an intermediate with two issuers': 'accepted',
};

const fingerprint = (pem: string): string =>
  createHash('sha256')
    .update(Buffer.from(pem.split('-----')[2] ?? '', 'base64'))
    .digest('hex')
    .slice(0, 16);
const rows = (verdicts: typeof VERDICTS): [string, Certificates, string][] =>
  Object.entries(verdicts).map(([kind, text]) => {
    const certificates = made[kind as Kind];
    return [
      kind,
      certificates,
      text.replace('<leaf>', fingerprint(certificates.certificate)).replace('<ca>', fingerprint(certificates.ca)),
    ];
  });

describe('a serving certificate', () => {
  test.each(rows(VERDICTS))('%s', (_kind, certificates, verdict) => {
    expect(said(checkServing(serving(certificates), [NAME], NOW))).toBe(verdict);
  });

  test.each(rows(FAULTS))('%s', (_kind, certificates, verdict) => {
    expect(said(checkServing(serving(certificates), [NAME], NOW))).toBe(verdict);
  });

  test('every kind has a row', () => {
    expect([...Object.keys(VERDICTS), ...Object.keys(FAULTS)].sort()).toEqual([...EVERY_KIND].sort());
  });

  test('none at all', () => {
    expect(said(checkServing({ chain: [], roots: [], privateKey: undefined }, [NAME], NOW))).toBe(
      'certificate must hold a certificate, got "none"; pass the PEM text of the serving certificate',
    );
  });

  test('without any CA', () => {
    expect(said(checkServing({ ...serving(made['signed by the CA']), roots: [] }, [NAME], NOW))).toBe(
      `${SIGNED}, got "one by CN=Test Root, not by any of 0 CAs"; ${ISSUER}`,
    );
  });

  test('whose key is not on this machine', () => {
    expect(said(checkServing({ ...serving(made['with another key']), privateKey: undefined }, [NAME], NOW))).toBe(
      'accepted',
    );
  });

  test.each<[string, readonly string[], string]>([
    ['for the first name alone', [NAME], 'accepted'],
    ['for all of several names', [NAME, 'other.example.com'], 'accepted'],
    [
      'not for the first',
      ['missing.svc', NAME],
      'certificate must be valid for missing.svc, the name that kube-apiserver checks, got "other.example.com, ' +
        'catalog.catalog.svc"; issue it with the DNS name missing.svc',
    ],
    [
      'not for another',
      [NAME, 'missing.svc'],
      'certificate must be valid for missing.svc, got "other.example.com, catalog.catalog.svc"; ' +
        'issue it with the DNS name missing.svc',
    ],
  ])('%s', (_name, dnsNames, verdict) => {
    expect(said(checkServing(serving(made['with other names first']), dnsNames, NOW))).toBe(verdict);
  });

  test('is valid from its first second to its last', () => {
    const good = serving(made['signed by the CA']);
    const [leaf] = good.chain as [X509Certificate];
    const begin = Date.parse(leaf.validFrom);
    const end = Date.parse(leaf.validTo);
    const verdictAt = (moment: number): string =>
      said(checkServing(good, [NAME], new Date(moment))).replace(/, got.*/, '');
    expect([begin - 1, begin, end, end + 1].map(verdictAt)).toEqual([
      'certificate must be valid already',
      'accepted',
      'accepted',
      'certificate must not be expired',
    ]);
  });
});

describe('openssl agrees', () => {
  /** It differs from Go, which kube-apiserver is written in, in these. */
  const DIFFERENT: { readonly [kind in Kind]?: string } = {
    'for any usage': 'it wants serverAuth by name',
    'with a common name only': 'it still reads the common name',
    'with a key on a curve that TLS does not know': 'it knows the curve',
    'with another key': 'it was not shown the key',
    'with a key of another kind': 'it was not shown the key',
    'signed with SHA-224': 'it finds it strong enough',
    'under an intermediate with two issuers': 'it tries the first issuer alone',
  };

  testWithOpenssl('of every kind', () => {
    const answers = openssl(
      EVERY_KIND.map(kind => {
        const { ca, certificate } = made[kind];
        const [leaf = '', ...intermediates] = certificate.split(/(?<=-----END CERTIFICATE-----\n)/);
        return {
          arguments: [
            'verify',
            '-auth_level',
            '2',
            '-partial_chain',
            '-purpose',
            'sslserver',
            '-verify_hostname',
            NAME,
            '-no-CApath',
            '-CAfile',
            'ca',
            ...(intermediates.length > 0 ? ['-untrusted', 'intermediates'] : []),
            'leaf',
          ],
          files: { ca, leaf, intermediates: intermediates.join('') },
        };
      }),
    );
    const verdicts = { ...VERDICTS, ...FAULTS };
    const differing = EVERY_KIND.filter((kind, index) => answers[index]?.ok !== (verdicts[kind] === 'accepted'));
    expect(differing.sort()).toEqual(Object.keys(DIFFERENT).sort());
  });
});

describe('chains', () => {
  const chainOf = (length: number): { chain: string[]; root: string } => {
    const names = ['Root', ...Array.from({ length }, (_, index) => `Link ${index}`)];
    const life = { notBefore: new Date(NOW.getTime() - 1000), notAfter: new Date(NOW.getTime() + 1000_000) };
    const authorities = names.map((name, index) => {
      const issuer = names[Math.max(0, index - 1)] ?? '';
      return write({
        ...life,
        subject: name,
        key: keyOf(name),
        issuer,
        issuerKey: keyOf(issuer),
        extensions: [says.isCa(), ...says.keys(keyOf(name), keyOf(issuer))],
      });
    });
    const last = names.at(-1) ?? '';
    const leaf = write({
      ...life,
      subject: 'leaf',
      key: keyOf('leaf'),
      issuer: last,
      issuerKey: keyOf(last),
      extensions: [says.dns(NAME)],
    });
    return { root: authorities[0] ?? '', chain: [leaf, ...authorities.slice(1)] };
  };
  const longest = 4;
  const chains = Array.from({ length: longest + 1 }, (_, length) => chainOf(length));
  const verdict = (ca: string, certificate: string): string =>
    said(checkServing(serving({ ca, certificate, privateKey: pkcs8(keyOf('leaf')) }), [NAME], NOW));

  test('intermediates are found in any order, and each is needed', () => {
    const shuffled = fc.integer({ min: 0, max: longest }).chain(length => {
      const {
        root,
        chain: [leaf = '', ...intermediates],
      } = chains[length] ?? chainOf(length);
      return fc.record({
        root: fc.constant(root),
        leaf: fc.constant(leaf),
        missing: fc.nat(Math.max(0, length - 1)),
        order: fc.shuffledSubarray(intermediates, { minLength: length, maxLength: length }),
      });
    });
    fc.assert(
      fc.property(shuffled, ({ root, leaf, order, missing }) => {
        expect(verdict(root, [leaf, ...order].join(''))).toBe('accepted');
        if (order.length > 0) {
          expect(verdict(root, [leaf, ...order.filter((_, index) => index !== missing)].join(''))).toMatch(
            /^ca must have signed /,
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  test('two CAs that signed each other do not lead to a root', () => {
    const life = { notBefore: new Date(NOW.getTime() - 1000), notAfter: new Date(NOW.getTime() + 1000_000) };
    const cross = (subject: string, issuer: string): string =>
      write({ ...life, subject, key: keyOf(subject), issuer, issuerKey: keyOf(issuer), extensions: [says.isCa()] });
    const leaf = write({
      ...life,
      subject: 'leaf',
      key: keyOf('leaf'),
      issuer: 'Left',
      issuerKey: keyOf('Left'),
      extensions: [says.dns(NAME)],
    });
    expect(verdict(chains[0]?.root ?? '', leaf + cross('Left', 'Right') + cross('Right', 'Left'))).toBe(
      `${SIGNED}, got "one by CN=Left, not CN=Root"; ${ISSUER}`,
    );
  });
});

describe("a CA with the issuer's name and key, but other dates or identifiers, is reported as such", () => {
  const days = (count: number): Date => new Date(NOW.getTime() + count * 86_400_000);
  const said = (from: number, to: number, issuerKey = keyOf('Root')): unknown => {
    const root = write({
      subject: 'Root',
      key: keyOf('Root'),
      issuer: 'Root',
      issuerKey: keyOf('Root'),
      notBefore: days(from),
      notAfter: days(to),
      extensions: [says.isCa(), ...says.keys(keyOf('Root'), keyOf('Root'))],
    });
    const leaf = write({
      subject: 'leaf',
      key: keyOf('leaf'),
      issuer: 'Root',
      issuerKey: keyOf('Root'),
      notBefore: days(-1),
      notAfter: days(1),
      extensions: [says.dns(NAME), ...says.keys(keyOf('leaf'), issuerKey)],
    });
    return checkChain(
      { chain: [new X509Certificate(leaf)], roots: [new X509Certificate(root)], privateKey: undefined },
      NOW,
    )?.got;
  };
  const day = (count: number): string => days(count).toISOString().slice(0, 10);

  test.each<[string, unknown, string | undefined]>([
    ['alive', said(-2, 2), undefined],
    ['ended', said(-9, -2), `one by CN=Root, which ended on ${day(-2)}`],
    ['not begun', said(2, 9), `one by CN=Root, which begins on ${day(2)}`],
    [
      'alive, where the certificate names another key',
      said(-2, 2, keyOf('elsewhere')),
      'one by another CA of the name CN=Root',
    ],
  ])('%s', (_which, got, expected) => {
    expect(got).toBe(expected);
  });
});

describe('a client certificate', () => {
  test.each<[Kind, string]>([
    ['signed by the CA', 'accepted'],
    ['for clients only', 'accepted'],
    ['for another name', 'accepted'],
    ['with a common name only', 'accepted'],
    ['expired', `certificate must not be expired, got "one that ended on ${day(-0.5)}"; issue a new one`],
    [
      'not valid yet',
      `certificate must be valid already, got "one that begins on ${day(0.5)}"; ` +
        `check the clock of this machine, which says ${day(0)}`,
    ],
    [
      'with another key',
      'privateKey must belong to the certificate, ' +
        `got "another key than that of certificate ${fingerprint(made['with another key'].certificate)}…"; ` +
        `${OWN_KEY}`,
    ],
    ['with an RSA key of 1024 bits', `certificate ${WEAK}, got "an RSA key of 1024 bits"; ${STRONG}`],
    ['signed with SHA-1', `certificate ${WEAK}, got "a signature with SHA-1"; ${STRONG}`],
  ])('%s', (kind, verdict) => {
    const {
      chain: [leaf],
      privateKey,
    } = serving(made[kind]);
    expect(said(checkClient(leaf as X509Certificate, privateKey as KeyObject, NOW))).toBe(verdict);
  });
});

describe('a bundle alone', () => {
  const root = made['signed by the CA'].ca;
  const expired = made['of an expired CA'].ca;
  const leaf = made['signed by the CA'].certificate;
  const small = made['under a CA with an RSA key of 1024 bits'].ca;
  test.each<[string, string, string]>([
    ['of one CA', root, 'accepted'],
    ['of an intermediate', made['under an intermediate that is the CA given'].ca, 'accepted'],
    ['of which one expired', expired + root, 'accepted'],
    ['that expired', expired, `ca must not be expired, got "one that ended on ${day(-0.5)}"; issue a new one`],
    [
      'that expired twice',
      expired + expired,
      `ca must not be expired, got "one that ended on ${day(-0.5)}"; issue a new one`,
    ],
    [
      'that begins later',
      made['of a CA not valid yet'].ca,
      `ca must be valid already, got "one that begins on ${day(0.5)}"; ` +
        `check the clock of this machine, which says ${day(0)}`,
    ],
    [
      'with a serving certificate in it',
      root + leaf,
      `ca must hold CA certificates, got "certificate ${fingerprint(leaf)}… without the CA flag"; ` +
        'pass the certificate of the issuer, not the one that serves',
    ],
    ['with a weak CA in it', root + small, `ca ${WEAK}, got "an RSA key of 1024 bits"; ${STRONG}`],
  ])('%s', (_name, bundle, verdict) => {
    expect(said(checkRoots(orRefuse('', readCertificates('ca', bundle)), NOW))).toBe(verdict);
  });
});

test('a key of a kind that certificates cannot have is refused, not thrown', () => {
  const { privateKey } = generateKeyPairSync('x25519');
  expect(said(checkServing({ ...serving(made['signed by the CA']), privateKey }, [NAME], NOW))).toMatch(
    /^privateKey must belong to the certificate, /,
  );
});
