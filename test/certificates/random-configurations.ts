// Arbitraries of whole configurations. Most parts are sound, so that most apps are; a fault is one part of one server.
import { YamlOutputType } from 'cdk8s';
import { KeyAlgorithm, Profile } from 'cdk8s-extension-api-server';
import * as fc from 'fast-check';
import { EVERY_KIND } from '../pki/certificates';
import {
  ADDITIONAL_CAS,
  BACKENDS,
  Configuration,
  DAMAGES,
  GeneratedChoice,
  OCCUPIED,
  ProvidedChoice,
  QUIET_STEPS,
  ServerChoice,
  STATE_STEPS,
  Step,
} from './configuration';
import { EVERY_FORM } from './provided-forms';

type Weighted<T> = readonly [weight: number, arbitrary: fc.Arbitrary<T>];
const weighted = <T>(...choices: Weighted<T>[]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });

/** Lengths at which something ends: of a common name, a label, a StatefulSet's name, a subdomain. */
const ofLength = weighted(
  [4, fc.constantFrom(1, 2, 49, 50, 51, 52, 53, 61, 62, 63)],
  [1, fc.constantFrom(64, 65, 128, 253, 254, 300)],
).map(length => 'a'.repeat(length));
const strange = fc.string({
  unit: fc.constantFrom(
    'a',
    '0',
    '-',
    '.',
    '_',
    'A',
    'é',
    ' ',
    '/',
    '\\',
    ':',
    ';',
    ',',
    '"',
    "'",
    '*',
    '%',
    '$',
    '\t',
    '\u0000',
    '🦊',
    '日',
  ),
  maxLength: 12,
});
const label = weighted(
  [60, fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/)],
  [6, ofLength],
  [1, fc.stringMatching(/^[0-9]([a-z0-9-]{0,5}[a-z0-9])?$/)],
  [1, strange],
);
const namespace = weighted([1, fc.constantFrom('default', 'kube-system')], [4, fc.constant('shared')], [12, label]);
/**
 * constructs takes any text, but for an empty one, as an id; one with a line break would break the line of every
 * message.
 */
const id = weighted([30, label], [1, strange]).map(text => text || 'empty');

const dnsName = weighted(
  [60, fc.domain().map(name => name.toLowerCase())],
  [
    6,
    fc.constantFrom(
      'localhost',
      'xn--bcher-kva.example.com',
      '1.example.com',
      'a.b.c.d.e.f.g.example.com',
      `${'a.'.repeat(126)}a`,
      `${'a'.repeat(63)}.example.com`,
    ),
  ],
  [2, fc.constantFrom('192.0.2.1', '0.0.0.0')],
  [
    2,
    fc.constantFrom(
      '*.example.com',
      '*',
      'a.*.example.com',
      'UPPER.example.com',
      '2001:db8::1',
      '',
      ' ',
      'a b.example.com',
      '.example.com',
      'example.com.',
      'a..example.com',
      'under_score.example.com',
      'bücher.example.com',
      '-a.example.com',
      'a-.example.com',
      'https://example.com',
      'example.com:443',
      `${'a'.repeat(64)}.example.com`,
      `${'a.'.repeat(127)}a`,
      'a\u0000.example.com',
    ),
  ],
);

const days = (amount: number): NonNullable<GeneratedChoice['validity']> => ({ amount, unit: 'days' });
const validity = weighted(
  [30, fc.integer({ min: 1, max: 36500 }).map(days)],
  [4, fc.constantFrom(1, 2, 36499, 36500).map(days)],
  [2, fc.constantFrom(24, 48, 8760).map(amount => ({ amount, unit: 'hours' as const }))],
  [2, fc.constantFrom(0, 0.5, 1.0001, 36500.5, 36501, 73000, 2 ** 53, 1e300, Infinity, NaN).map(days)],
  [1, fc.constantFrom({ amount: 36, unit: 'hours' as const }, { amount: 1, unit: 'millis' as const })],
);

const RSA = [KeyAlgorithm.RSA_2048, KeyAlgorithm.RSA_3072, KeyAlgorithm.RSA_4096];

const generated = (rsa: boolean): fc.Arbitrary<GeneratedChoice> =>
  fc.record({
    kind: fc.constant('generated' as const),
    algorithm: weighted<KeyAlgorithm | undefined>(
      [10, fc.constantFrom(undefined, KeyAlgorithm.ECDSA_P256)],
      [4, fc.constant(KeyAlgorithm.ECDSA_P384)],
      [rsa ? 3 : 0, fc.constantFrom(...RSA)],
    ),
    validity: maybe(validity),
    dnsNames: maybe(
      weighted(
        [12, fc.array(dnsName, { maxLength: 3 })],
        [
          1,
          fc.array(
            fc.domain().map(name => name.toLowerCase()),
            { minLength: 40, maxLength: 60 },
          ),
        ],
      ),
    ),
    directory: weighted<string | undefined>(
      [20, fc.constant(undefined)],
      [10, fc.constantFrom('certificates', 'a/b c', './pki', 'x/../keys', '.', 'schlüssel')],
      [1, fc.constant(OCCUPIED)],
    ),
    additionalCa: weighted<GeneratedChoice['additionalCa']>(
      [30, fc.constant(undefined)],
      [4, fc.constant('another CA' as const)],
      [1, fc.constantFrom(...ADDITIONAL_CAS)],
    ),
  });

const provided: fc.Arbitrary<ProvidedChoice> = fc.record({
  kind: fc.constant('provided' as const),
  certificates: weighted<ProvidedChoice['certificates']>(
    [3, fc.constantFrom(...EVERY_KIND)],
    [1, fc.constant('signed by the CA' as const)],
    [1, fc.constantFrom(KeyAlgorithm.ECDSA_P256, KeyAlgorithm.ECDSA_P384)],
  ),
  form: weighted([2, fc.constant('as it is' as const)], [1, fc.constantFrom(...EVERY_FORM)]),
});

const providedWithRsa = fc
  .tuple(provided, fc.nat(20), fc.constantFrom(...RSA))
  .map(([choice, chance, algorithm]) => (chance === 0 ? { ...choice, certificates: algorithm } : choice));

const server = (rsa: boolean): fc.Arbitrary<ServerChoice> =>
  fc.record({
    id,
    name: maybe(label),
    namespace,
    profile: maybe(fc.constantFrom(...Object.values(Profile))),
    backend: weighted([4, fc.constant('deployment' as const)], [3, fc.constantFrom(...BACKENDS)]),
    tls: weighted<ServerChoice['tls']>(
      [10, generated(rsa)],
      [4, rsa ? providedWithRsa : provided],
      [1, fc.constant({ kind: 'skipped' as const })],
    ),
  });

/** constructs makes "--" of "/", and refuses two children of one id. */
const servers = (rsa: boolean, length: number): fc.Arbitrary<ServerChoice[]> =>
  fc.uniqueArray(server(rsa), {
    minLength: length,
    maxLength: length,
    selector: choice => choice.id.replaceAll('/', '--'),
  });

const step = weighted<Step>(
  [3, fc.constantFrom(...QUIET_STEPS)],
  [2, fc.constant('rotate' as const)],
  [2, fc.constantFrom(...STATE_STEPS)],
  [1, fc.record({ damage: fc.constantFrom(...DAMAGES), file: fc.nat(100) })],
);

/** `rsa`: keys that take long to make, from a pool or not at all. */
export function configurations({ rsa }: { readonly rsa: boolean }): fc.Arbitrary<Configuration> {
  return fc.record({
    output: weighted(
      [12, fc.constant(YamlOutputType.FILE_PER_CHART)],
      [
        1,
        fc.constantFrom(
          YamlOutputType.FILE_PER_RESOURCE,
          YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
          YamlOutputType.FILE_PER_APP,
        ),
      ],
    ),
    firstUnderCi: weighted([30, fc.constant(false)], [1, fc.constant(true)]),
    servers: weighted([5, servers(rsa, 1)], [2, servers(rsa, 2)], [1, servers(rsa, 3)]),
    steps: fc.oneof(
      fc.array(step, { maxLength: 1 }),
      fc.array(step, { maxLength: 2 }),
      fc.array(step, { maxLength: 3 }),
    ),
  });
}
