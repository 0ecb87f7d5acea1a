// A value for each type of the public API: usually one of the type, at times anything else, and now and then an extreme.
import { Duration, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import * as library from 'cdk8s-extension-api-server';
import { KUBERNETES_FIELDS } from '../../imports/kubernetes-fields';
import { CALLS, CLASSES, ENUMS, STRUCTS } from '../../lib/signatures/public-api';

/** Mulberry32: a seed gives the same values on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

const circular: { itself?: unknown } = {};
circular.itself = circular;

/** What callers without a type checker give. */
const WRONG: readonly unknown[] = [
  null,
  undefined,
  NaN,
  Infinity,
  -1,
  1.5,
  5,
  10n,
  true,
  '',
  'x',
  [],
  [undefined],
  {},
  circular,
  Symbol('none'),
  () => 1,
  new Date(NaN),
  new Map([['a', 'b']]),
  Lazy.any({ produce: () => 'x' }),
  Duration.seconds(5),
  JSON.parse('{"__proto__": "x"}'),
  { '<<': 'x' },
];

/** Texts that YAML, expressions or file systems read as something else. */
const TEXTS = [
  ...[
    'a',
    'a-b',
    'metrics',
    'example.com/a',
    '/tmp',
    '/',
    '..',
    'a/../b',
    'v1',
    'on',
    'null',
    '~',
    '1e3',
    '0x1f',
    '1_000',
  ],
  ...[
    '10.0.0.1',
    '::1',
    'https://a.example.com',
    '- a: b',
    '# a',
    ' a ',
    'a\nb',
    '\t',
    '\u2028',
    '\0',
    '\u001b[31m',
    'é',
    '👩',
  ],
  ...['%', '{{ a }}', '$(A)', '<<', '*a', '&a', '!!binary a', '"', "'", '\\', 'constructor', 'toString', '100%', '1Gi'],
];
const LONG = [
  'a'.repeat(64),
  'a'.repeat(254),
  'a'.repeat(200_000),
  'A'.repeat(200_000),
  '://'.repeat(70_000),
  'a-'.repeat(100_000),
];
const KEYS = ['team', 'example.com/team', 'a b', '<<', '', 'on', '1', 'constructor', 'a'.repeat(300)];

/** By name, so that most values pass the first rule and meet the next. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  namespace: ['catalog', 'kube-system', 'default'],
  group: ['catalog.example.com', 'metrics.k8s.io', 'apps'],
  version: ['v1', 'v2beta1'],
  image: ['registry.example.com/catalog:1.0.0'],
  name: ['a', 'catalog', 'https', 'etcd'],
  mountPath: ['/a', '/tmp'],
  protocol: ['TCP', 'UDP'],
  store: ['vault'],
  servers: ['http://etcd:2379'],
  host: ['api.example.com'],
  ips: ['192.0.2.1', '2001:db8::1'],
  apiGroups: ['', 'apps'],
  resources: ['pods', 'secrets'],
  verbs: ['get', '*'],
};

const DEEPEST = 7;

/** The static method of a class; undefined for a method of its instances. */
function factoryOf(call: string): ((...given: unknown[]) => unknown) | undefined {
  const [name, method] = call.split('.') as [keyof typeof library, string];
  const factory = library[name] as unknown as Record<string, (...given: unknown[]) => unknown>;
  return factory[method]?.bind(factory);
}

export class RandomValues {
  constructor(
    readonly random: Random,
    readonly wrong = 0.02,
  ) {}

  value(type: string, field: string, depth = 0): unknown {
    const { random } = this;
    if (random.chance(this.wrong)) return random.pick(WRONG);
    if (type.startsWith('[')) return this.#times(depth, () => this.value(type.slice(1, -1), field, depth + 1));
    if (type.startsWith('{')) return this.#map(type.slice(1, -1), depth);
    if (type in ENUMS) return random.pick(Object.values(ENUMS[type]!));
    if (CLASSES.includes(type)) return this.object(type, depth + 1);
    const fields = STRUCTS[type] ?? KUBERNETES_FIELDS[type];
    return fields ? this.struct(fields, depth + 1) : this.#scalar(type, field);
  }

  /** What a factory of the class makes; undefined for a class that has none. */
  object(name: string, depth = 0): unknown {
    const calls = Object.keys(CALLS).filter(call => call.startsWith(`${name}.`) && factoryOf(call) !== undefined);
    if (calls.length === 0 || depth > DEEPEST) return undefined;
    return this.call(this.random.pick(calls), depth);
  }

  call(call: string, depth = 0): unknown {
    return factoryOf(call)!(...this.given(call, depth));
  }

  given(call: string, depth = 0): unknown[] {
    return Object.entries(CALLS[call]!).map(([field, type]) =>
      type.endsWith('!') || this.random.chance(0.5) ? this.value(type.replace('!', ''), field, depth + 1) : undefined,
    );
  }

  struct(fields: Readonly<Record<string, string>>, depth: number): object {
    const given: Record<string, unknown> = {};
    const names = Object.keys(fields);
    const wanted = names.filter(name =>
      fields[name]!.endsWith('!')
        ? !this.random.chance(this.wrong)
        : this.random.chance(depth > DEEPEST ? 0 : 3 / names.length),
    );
    for (const name of wanted) given[name] = this.value(fields[name]!.replace('!', ''), name, depth + 1);
    if (this.random.chance(this.wrong / 2)) given[`${this.random.pick(names)}s`] = 'misspelt';
    return given;
  }

  #times<T>(depth: number, make: () => T): T[] {
    return Array.from({ length: depth > DEEPEST ? 0 : this.random.pick([0, 1, 1, 1, 2]) }, make);
  }

  #map(type: string, depth: number): object {
    return Object.fromEntries(
      this.#times(depth, () => [
        this.random.chance(this.wrong) ? this.random.pick(KEYS) : this.random.pick(KEYS.slice(0, 2)),
        this.value(type, 'value', depth + 1),
      ]),
    );
  }

  #scalar(type: string, field: string): unknown {
    const { random } = this;
    switch (type) {
      case 'boolean':
        return random.chance(0.5);
      case 'Duration':
        return random.pick([
          Duration.days(30),
          Duration.days(365),
          Duration.hours(1),
          Duration.seconds(0),
          Duration.millis(1),
        ]);
      case 'Quantity':
        return random.pick([
          k8s.Quantity.fromString('100m'),
          k8s.Quantity.fromNumber(1),
          '1Gi',
          '0.5',
          random.chance(0.1) ? '1GB' : '1',
        ]);
      case 'IntOrString':
        return random.pick([k8s.IntOrString.fromNumber(1), k8s.IntOrString.fromString('https'), 443, '50%']);
      case 'Time':
        return '2026-01-31T00:00:00Z';
      case 'port':
        return random.pick([443, 8080, 10250, 2379]);
      case 'label':
        return random.pick(['a', 'a.b', '']);
      case 'number':
      case 'uint32':
      case 'uint64':
      case 'int32':
      case 'int64':
        return random.pick([0, 1, 2, 3, 443, 10250, 2 ** 31, random.chance(0.1) ? -1 : 5]);
      default:
        return this.#text(field);
    }
  }

  #text(field: string): string {
    if (this.random.chance(0.01)) return this.random.pick(LONG);
    const usual = USUAL[field];
    return usual && !this.random.chance(this.wrong) ? this.random.pick(usual) : this.random.pick(TEXTS);
  }
}
