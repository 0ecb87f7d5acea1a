import { KeyObject } from 'node:crypto';
import { keyOf, pkcs8, says, Signature, SIGNATURES, write } from './x509';

/** The options of `Tls.fromPem()`: `certificate` is the serving certificate and its intermediates. */
export interface Certificates {
  readonly ca: string;
  readonly certificate: string;
  readonly privateKey: string;
}

const YEAR = 365 * 24 * 60 * 60 * 1000;
/** A moment that stays in the present for as long as one run of the tests. */
/**
 * In the middle of a second: certificates know whole ones, and what ends in a year ends in less than 365 days by any
 * clock.
 */
export const NOW = new Date(Math.floor(Date.now() / 1000) * 1000 + 500);
const years = (count: number): Date => new Date(NOW.getTime() + count * YEAR);

interface Issuer {
  readonly name: string;
  readonly key: KeyObject;
}

interface Choice {
  readonly key?: KeyObject;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly signature?: Signature;
  readonly extensions?: (key: KeyObject, issuer: KeyObject) => ReturnType<typeof says.isCa>[];
}

const life = (choice: Choice) => ({ notBefore: choice.notBefore ?? years(-1), notAfter: choice.notAfter ?? years(1) });

const authority = (name: string, key = keyOf(name)): Issuer => ({ name, key });

/** A CA's certificate, by itself or by another. */
function caOf(subject: Issuer, issuer = subject, choice: Choice = {}): string {
  return write({
    ...life(choice),
    subject: subject.name,
    key: subject.key,
    issuer: issuer.name,
    issuerKey: issuer.key,
    signature: choice.signature,
    extensions: [says.isCa(), says.signsCertificates(), ...says.keys(subject.key, issuer.key)],
  });
}

function leafOf(subject: string, issuer: Issuer, names: ReturnType<typeof says.isCa>, choice: Choice = {}): string {
  const key = choice.key ?? keyOf('leaf');
  const usual = () => [says.isNoCa(), says.signsHandshakes(), says.serves(), names, ...says.keys(key, issuer.key)];
  return write({
    ...life(choice),
    subject,
    key,
    issuer: issuer.name,
    issuerKey: issuer.key,
    signature: choice.signature,
    extensions: choice.extensions?.(key, issuer.key) ?? usual(),
  });
}

const root = authority('Test Root');
const other = authority('Other Root');
const middle = authority('Test Intermediate');
const small = authority('Small Root', keyOf('Small Root', 'rsa1024'));
const impostor = authority('Test Root', keyOf('impostor'));

/** A serving certificate under Test Root with one thing changed. */
const leaf = (dnsName: string, choice: Choice = {}, issuer = root): string =>
  leafOf('server', issuer, says.dns(dnsName), choice);
const set = (ca: string, certificate: string, key = keyOf('leaf')): Certificates => ({
  ca,
  certificate,
  privateKey: pkcs8(key),
});

const withoutUsage = (names: string) => (key: KeyObject, issuer: KeyObject) => [
  says.isNoCa(),
  says.dns(names),
  ...says.keys(key, issuer),
];

/** Certificates that a user may give, named by what is right or wrong with them. */
const KINDS = {
  // Good ones.
  'signed by the CA': name => set(caOf(root), leaf(name)),
  'signed through an intermediate': name => set(caOf(root), leaf(name, {}, middle) + caOf(middle, root)),
  'with the root sent along': name => set(caOf(root), leaf(name) + caOf(root)),
  'under an intermediate that is the CA given': name => set(caOf(middle, root), leaf(name, {}, middle)),
  'self-signed, its own CA': name => {
    const certificate = leaf(name, {}, authority('server', keyOf('leaf')));
    return set(certificate, certificate);
  },
  'self-signed with the CA flag, its own CA': name => {
    const self = authority('server', keyOf('leaf'));
    const certificate = leafOf(self.name, self, says.dns(name), {
      extensions: (key, issuer) => [says.isCa(), says.dns(name), ...says.keys(key, issuer)],
    });
    return set(certificate, certificate);
  },
  'with a wildcard name': name => set(caOf(root), leaf(name.replace(/^[^.]+/, '*'))),
  'with other names first': name => set(caOf(root), leafOf('server', root, says.dns('other.example.com', name))),
  'without a key usage': name => set(caOf(root), leaf(name, { extensions: withoutUsage(name) })),
  'for any usage': name =>
    set(
      caOf(root),
      leaf(name, { extensions: (key, issuer) => [...withoutUsage(name)(key, issuer), says.doesAnything()] }),
    ),
  'with a second CA in the bundle': name => set(caOf(other) + caOf(root), leaf(name)),
  'with an expired CA in the bundle': name =>
    set(caOf(other, other, { notAfter: years(-0.5) }) + caOf(root), leaf(name)),
  'under a CA that signed itself with SHA-1': name =>
    set(caOf(root, root, { signature: SIGNATURES.ecdsaSha1 }), leaf(name)),

  // Bad ones.
  expired: name => set(caOf(root), leaf(name, { notAfter: years(-0.5) })),
  'not valid yet': name => set(caOf(root), leaf(name, { notBefore: years(0.5) })),
  'with a common name only': name =>
    set(
      caOf(root),
      leafOf(name, root, says.dns(), {
        extensions: (key, issuer) => [says.isNoCa(), says.serves(), ...says.keys(key, issuer)],
      }),
    ),
  'with an IP address only': () => set(caOf(root), leafOf('server', root, says.ip(10, 0, 0, 1))),
  'for another name': name => set(caOf(root), leafOf(name, root, says.dns('other.example.com', 'more.example.com'))),
  'with a wildcard two labels wide': name => set(caOf(root), leaf(`*.${name.split('.').slice(2).join('.')}`)),
  'signed with SHA-1': name => set(caOf(root), leaf(name, { signature: SIGNATURES.ecdsaSha1 })),
  'signed with RSA and SHA-1': name => set(caOf(small), leaf(name, { signature: SIGNATURES.rsaSha1 }, small)),
  'signed with RSA and MD5': name => set(caOf(small), leaf(name, { signature: SIGNATURES.rsaMd5 }, small)),
  'with an RSA key of 1024 bits': name => set(caOf(root), leaf(name, { key: small.key }), small.key),
  'with a key on a curve that TLS does not know': name =>
    set(caOf(root), leaf(name, { key: keyOf('leaf', 'secp256k1') }), keyOf('leaf', 'secp256k1')),
  'under a CA with an RSA key of 1024 bits': name => set(caOf(small), leaf(name, {}, small)),
  'a CA as the serving certificate': () => set(caOf(root), caOf(middle, root), middle.key),
  'for clients only': name =>
    set(
      caOf(root),
      leaf(name, { extensions: (key, issuer) => [...withoutUsage(name)(key, issuer), says.onlyCalls()] }),
    ),
  'in the wrong order': name => set(caOf(root), caOf(middle, root) + leaf(name, {}, middle)),
  'with the root first': name => set(caOf(root), caOf(root) + leaf(name)),
  'without its intermediate': name => set(caOf(root), leaf(name, {}, middle)),
  'under an expired intermediate': name =>
    set(caOf(root), leaf(name, {}, middle) + caOf(middle, root, { notAfter: years(-0.5) })),
  'under an intermediate without the CA flag': name =>
    set(
      caOf(root),
      leaf(name, {}, middle) +
        leafOf(middle.name, root, says.dns('middle'), { key: middle.key, extensions: withoutUsage('middle') }),
    ),
  'of another CA': name => set(caOf(other), leaf(name)),
  'of two other CAs': name => set(caOf(other) + caOf(middle), leaf(name)),
  'of a CA with the same name': name => set(caOf(impostor), leaf(name)),
  'of a CA with the same name and no key identifiers': name =>
    set(caOf(impostor), leaf(name, { extensions: () => [says.isNoCa(), says.serves(), says.dns(name)] })),
  'of an expired CA': name => set(caOf(root, root, { notAfter: years(-0.5) }), leaf(name)),
  'of a CA not valid yet': name => set(caOf(root, root, { notBefore: years(0.5) }), leaf(name)),
  'with another serving certificate for a CA': name =>
    set(leafOf('elsewhere', root, says.dns('elsewhere.example.com')), leaf(name)),
  'with another key': name => set(caOf(root), leaf(name), keyOf('lost')),
  'with a key of another kind': name => set(caOf(root), leaf(name), small.key),

  'signed with SHA-224': name => set(caOf(root), leaf(name, { signature: SIGNATURES.ecdsaSha224 })),
  'under an intermediate signed with SHA-1': name =>
    set(caOf(root), leaf(name, {}, middle) + caOf(middle, root, { signature: SIGNATURES.ecdsaSha1 })),
  'under an intermediate with two issuers': name =>
    set(caOf(root), leaf(name, {}, middle) + caOf(middle, other) + caOf(middle, root)),
} as const satisfies Record<string, (dnsName: string) => Certificates>;

export type Kind = keyof typeof KINDS;
export const EVERY_KIND = Object.keys(KINDS) as Kind[];

const made = new Map<string, Certificates>();

/** Made at first use, and once for each name: `makeCertificates('wardle.wardle.svc').expired.certificate`. */
export function makeCertificates(dnsName: string): { readonly [kind in Kind]: Certificates } {
  const record = {};
  for (const kind of EVERY_KIND) {
    const id = `${kind} ${dnsName}`;
    Object.defineProperty(record, kind, {
      enumerable: true,
      get: () => made.get(id) ?? made.set(id, KINDS[kind](dnsName)).get(id),
    });
  }
  return record as { readonly [kind in Kind]: Certificates };
}
