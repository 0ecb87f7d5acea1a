// A verifier that accepts everything proves nothing: a sound synth with one fault each, and who must reject it.
import { writeFileSync } from 'node:fs';
import { YamlOutputType } from 'cdk8s';
import { KubernetesObject } from '../construct/server-in-app';
import { Configuration } from './configuration';
import { blocks } from './served-pair';
import { FLAWED } from './flawed-certificates';
import { Synthesize, synthesize } from './synthesis';

export interface PlantedFault {
  readonly fault: string;
  readonly configuration: Configuration;
  readonly run: Synthesize;
  /** Who must reject it, and a part of the reason. */
  readonly rejections: readonly (readonly [by: 'synth' | 'node' | 'openssl' | 'Go', says: string])[];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Mutable = any;
type Rejections = PlantedFault['rejections'];

const SOUND: Configuration = {
  output: YamlOutputType.FILE_PER_CHART,
  firstUnderCi: false,
  steps: ['synth again', 'rotate'],
  servers: ['catalog', 'orders'].map(id => ({
    id,
    namespace: 'shop',
    backend: 'deployment',
    tls: { kind: 'generated' },
  })),
};
const WRONG: Configuration = { ...SOUND, steps: [], servers: [{ ...SOUND.servers[0]!, namespace: 'Shop' }] };
const BROUGHT: Configuration = {
  ...SOUND,
  steps: [],
  servers: [{ ...SOUND.servers[0]!, tls: { kind: 'provided', certificates: 'expired', form: 'as it is' } }],
};

const ALL = (says: string): Rejections => [
  ['node', says],
  ['openssl', ''],
  ['Go', ''],
];
const encode = (text: string): string => Buffer.from(text).toString('base64');
const decode = (base64: string): string => Buffer.from(base64, 'base64').toString();

/** Changes what was emitted. `nth` counts the synths. */
const emitting =
  (edit: (objects: Mutable[], nth: number) => Mutable[] | void): (() => Synthesize) =>
  () => {
    let nth = 0;
    return (...given) => {
      const { objects, ...rest } = synthesize(...given);
      const copy = structuredClone(objects) as Mutable[] | undefined;
      nth += 1;
      return { ...rest, objects: copy && ((edit(copy, nth) ?? copy) as KubernetesObject[]) };
    };
  };
const of = (objects: Mutable[], kind: string): Mutable[] => objects.filter(object => object.kind === kind);
const exchange = (field: string, [one, other]: Mutable[]): void => {
  [one[field], other[field]] = [other[field], one[field]];
};
const refusing =
  (error: (secret: string) => Error): (() => Synthesize) =>
  () =>
  (configuration, provided) => ({
    ...synthesize(configuration, provided),
    error: error([...provided.values()][0]?.privateKey ?? ''),
  });
const saying =
  (text: (objects: readonly KubernetesObject[]) => string): (() => Synthesize) =>
  () =>
  (...given) => {
    const synthesis = synthesize(...given);
    return { ...synthesis, said: text(synthesis.objects ?? []) };
  };
const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });
const keyOf = (objects: readonly KubernetesObject[]): string => decode(of([...objects], 'Secret')[0].data['tls.key']);

const FAULTS: readonly (readonly [
  fault: string,
  run: () => Synthesize,
  rejections: Rejections,
  configuration?: Configuration,
])[] = [
  [
    'two keys exchanged',
    emitting(objects =>
      exchange(
        'tls.key',
        of(objects, 'Secret').map(({ data }) => data),
      ),
    ),
    [
      ['node', 'another key'],
      ['openssl', 'the key of another certificate'],
      ['Go', 'private key does not match public key'],
    ],
  ],
  ['two Secrets exchanged', emitting(objects => exchange('data', of(objects, 'Secret'))), ALL('not valid for')],
  [
    'two bundles exchanged',
    emitting(objects =>
      exchange(
        'caBundle',
        of(objects, 'APIService').map(({ spec }) => spec),
      ),
    ),
    ALL('not signed by the bundle'),
  ],
  [
    'a bundle without the CA that waits',
    emitting(objects =>
      of(objects, 'APIService').forEach(({ spec }) => {
        spec.caBundle = encode(`${blocks(decode(spec.caBundle))[0]}\n`);
      }),
    ),
    ALL('not signed by the bundle'),
  ],
  [
    'a bundle in which one CA waits under the key of another',
    emitting(objects =>
      of(objects, 'APIService').forEach(({ spec }) => {
        spec.caBundle = encode(decode(spec.caBundle).repeat(2));
      }),
    ),
    [['node', 'one key twice']],
  ],
  [
    'no bundle',
    emitting(objects =>
      of(objects, 'APIService').forEach(({ spec }) => {
        delete spec.caBundle;
      }),
    ),
    [
      ['synth', 'neither configured nor skipped'],
      ['Go', ''],
    ],
  ],
  [
    'verification skipped',
    emitting(objects =>
      of(objects, 'APIService').forEach(({ spec }) => {
        spec.insecureSkipTLSVerify = true;
      }),
    ),
    [['synth', 'neither configured nor skipped']],
  ],
  [
    'an APIService for another server',
    emitting(objects =>
      exchange(
        'service',
        of(objects, 'APIService').map(({ spec }) => spec),
      ),
    ),
    [['synth', 'points elsewhere']],
  ],
  ['no Secret', emitting(objects => objects.filter(({ kind }) => kind !== 'Secret')), [['synth', 'no Secret']]],
  [
    'a key in an annotation',
    emitting(objects => {
      objects[0].metadata.annotations = { key: keyOf(objects) };
    }),
    [['synth', 'key material outside the Secret']],
  ],
  [
    'a key in an annotation, in base64',
    emitting(objects => {
      objects[0].metadata.annotations = { key: of(objects, 'Secret')[0].data['tls.key'] };
    }),
    [['synth', 'key material outside the Secret']],
  ],
  [
    'a line of a key in a notice',
    saying(objects => `notice: app/catalog: ${keyOf(objects).split('\n')[1]}\n`),
    [['synth', 'key material in a notice']],
  ],
  ['words that are no notice', saying(() => 'hello\n'), [['synth', 'words that are no notice']]],
  [
    'other bytes the second time',
    emitting((objects, nth) => {
      objects[0].metadata.annotations = { nth: String(nth) };
    }),
    [['synth', 'other objects than before']],
  ],
  [
    'a file written the second time',
    emitting((_objects, nth) => writeFileSync('written', String(nth))),
    [['synth', 'something was written']],
  ],
  [
    'nothing but refusals',
    refusing(() => named('InvalidInput', 'app/catalog: everything must be right, got "nothing"; give up')),
    [['synth', 'refused, where nothing is wrong']],
  ],
  [
    'no refusals',
    () => (_configuration, provided) => synthesize({ ...SOUND, servers: SOUND.servers.slice(0, 1) }, provided),
    [['synth', 'accepted, where something is wrong']],
    WRONG,
  ],
  [
    'a TypeError',
    refusing(() => new TypeError('Cannot read properties of undefined')),
    [['synth', 'a TypeError']],
    WRONG,
  ],
  [
    'a refusal without its place',
    refusing(() => named('InvalidInput', 'namespace must be short, got "long"; cut it')),
    [['synth', 'no construct path in front']],
    WRONG,
  ],
  [
    'a refusal without advice',
    refusing(() => named('InvalidInput', 'app/catalog: namespace must be short, got "long"')),
    [['synth', 'another form']],
    WRONG,
  ],
  [
    'a refusal of two lines',
    refusing(() => named('InvalidInput', 'app/catalog: namespace must be short, got "long"; cut\nit')),
    [['synth', 'another form']],
    WRONG,
  ],
  [
    'a refusal with a stack trace',
    refusing(() => named('InvalidInput', 'app/catalog: it must work, got at resolve (lib/resolve.ts:1:2); try again')),
    [['synth', 'a stack trace']],
    WRONG,
  ],
  [
    'a refusal in the words of openssl',
    refusing(() =>
      named(
        'InvalidInput',
        'app/catalog: ca must be right, got error:1E08010C:DECODER routines::unsupported; try again',
      ),
    ),
    [['synth', 'an error of openssl']],
    BROUGHT,
  ],
  [
    'a refusal with the key in it',
    refusing(secret =>
      named('InvalidInput', `app/catalog: privateKey must be right, got "${secret.split('\n')[2]}"; pass another`),
    ),
    [['synth', 'key material']],
    BROUGHT,
  ],
  [
    'a file written before a refusal',
    () =>
      (...given) => {
        writeFileSync('written', '');
        return synthesize(...given);
      },
    [['synth', 'refused, and something was written']],
    WRONG,
  ],
  ...FLAWED.map(
    ({ flaw, pair, rejections }) =>
      [
        `a certificate ${flaw}`,
        emitting(objects => {
          of(objects, 'Secret').forEach((secret, index) => {
            const { ca, certificate, privateKey } = pair(
              `${of(objects, 'APIService')[index].spec.service.name}.shop.svc`,
            );
            secret.data = { 'tls.crt': encode(certificate), 'tls.key': encode(privateKey) };
            of(objects, 'APIService')[index].spec.caBundle = encode(ca);
          });
        }),
        rejections,
        { ...SOUND, steps: [] },
      ] as const,
  ),
];

export function plantedFaults(): PlantedFault[] {
  return FAULTS.map(([fault, run, rejections, configuration = SOUND]) => ({
    fault,
    run: run(),
    rejections,
    configuration,
  }));
}
