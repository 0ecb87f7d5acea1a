import { Duration } from 'cdk8s';
import { say } from '../../lib/errors';
import { Delivery, DeliveryExternalSecretOptions, SecretStoreKind } from '../../lib';
import { ElsewhereDelivery } from '../../lib/delivery/delivery-strategy';
import { manual } from '../../lib/delivery/manual';
import { externalSecret } from '../../lib/delivery/external-secret/external-secret';
import { JsonObject } from '../../lib/kubernetes/manifest';
import { messageOf } from '../pki/temporary-folder';
import { CONTENT } from './contents';
import { emptyFields } from './printed';

const from = (options: Partial<DeliveryExternalSecretOptions> = {}): ElsewhereDelivery =>
  externalSecret({ store: 'vault', ...options });
const specOf = (delivery: ElsewhereDelivery, generation?: number): JsonObject =>
  delivery.manifest(CONTENT, generation)!.spec as JsonObject;
const keys = (delivery: ElsewhereDelivery, generation?: number): unknown[] =>
  (specOf(delivery, generation).data as readonly { remoteRef: { key: string } }[]).map(
    ({ remoteRef }) => remoteRef.key,
  );

test('the manifest has the fields that the operator would add', () => {
  const remote = {
    conversionStrategy: 'Default',
    decodingStrategy: 'None',
    metadataPolicy: 'None',
    key: 'wardle/wardle-tls-3',
  };
  expect(from().manifest(CONTENT, 3)).toEqual({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'wardle-tls', namespace: 'wardle', labels: CONTENT.labels, annotations: CONTENT.annotations },
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
      target: {
        name: 'wardle-tls',
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        template: {
          engineVersion: 'v2',
          mergePolicy: 'Replace',
          type: 'kubernetes.io/tls',
          metadata: { labels: CONTENT.labels, annotations: CONTENT.annotations },
        },
      },
      data: [
        { secretKey: 'tls.crt', remoteRef: { ...remote, property: 'tls.crt' } },
        { secretKey: 'tls.key', remoteRef: { ...remote, property: 'tls.key' } },
      ],
    },
  });
});

test('without labels and annotations it has no empty fields', () => {
  const bare = { ...CONTENT, labels: {}, annotations: {} };
  expect(emptyFields(from().manifest(bare, 1))).toEqual([]);
  expect((from().manifest(bare, 1)!.spec as { target: { template: JsonObject } }).target.template).not.toHaveProperty(
    'metadata',
  );
});

test('every generation is an entry of its own, and a given certificate is one entry', () => {
  expect([1, 2, undefined].map(generation => keys(from(), generation))).toEqual([
    ['wardle/wardle-tls-1', 'wardle/wardle-tls-1'],
    ['wardle/wardle-tls-2', 'wardle/wardle-tls-2'],
    ['wardle/wardle-tls', 'wardle/wardle-tls'],
  ]);
  expect([keys(from({ key: 'team-a-wardle' }), 4), keys(from({ key: 'team-a-wardle' }))]).toEqual([
    ['team-a-wardle-4', 'team-a-wardle-4'],
    ['team-a-wardle', 'team-a-wardle'],
  ]);
});

test('store and properties are the given ones', () => {
  const given = from({
    storeKind: SecretStoreKind.SECRET_STORE,
    certificateProperty: 'chain',
    privateKeyProperty: 'key',
  });
  expect(specOf(given).secretStoreRef).toEqual({ name: 'vault', kind: 'SecretStore' });
  expect(
    (specOf(given).data as readonly { secretKey: string; remoteRef: { property: string } }[]).map(
      ({ secretKey, remoteRef }) => [secretKey, remoteRef.property],
    ),
  ).toEqual([
    ['tls.crt', 'chain'],
    ['tls.key', 'key'],
  ]);
  expect(given.destination).toBe(
    'the vault behind SecretStore vault, as the properties chain and key of the entry that the ExternalSecret names',
  );
});

test.each([
  [Duration.seconds(45), '45s'],
  [Duration.minutes(90), '1h30m'],
  [Duration.seconds(3601), '1h1s'],
  [Duration.days(1), '24h'],
  [Duration.minutes(1), '1m'],
])('%s is %s', (refreshInterval, text) => {
  expect(specOf(from({ refreshInterval })).refreshInterval).toBe(text);
});

const STORE = 'store must be the name of a store: lower case letters, digits, hyphens and dots';
const LINE = 'must be a line of text that neither begins nor ends with a space';
const INTERVAL = 'refreshInterval must be a whole number of seconds, at least one';
const REFUSALS: readonly (readonly [string, Partial<DeliveryExternalSecretOptions>, string])[] = [
  ['nothing wrong', {}, 'accepted'],
  [
    'valid options',
    {
      storeKind: SecretStoreKind.SECRET_STORE,
      key: 'a b/c',
      refreshInterval: Duration.seconds(1),
      certificateProperty: 'a',
      privateKeyProperty: 'b',
    },
    'accepted',
  ],
  ['no name of a store', { store: '' }, `${STORE}, got ""; see kubectl get clustersecretstores`],
  [
    'a store in upper case',
    { store: 'Vault', storeKind: SecretStoreKind.SECRET_STORE },
    `${STORE}, got "Vault"; see kubectl get secretstores`,
  ],
  [
    'a store that is too long',
    { store: 'a'.repeat(254) },
    `${STORE}, got "${'a'.repeat(100)}… (254 characters)"; see kubectl get clustersecretstores`,
  ],
  [
    'an unknown kind',
    { storeKind: 'Vault' as SecretStoreKind },
    'storeKind must be SecretStore or ClusterSecretStore, got "Vault"; use SecretStoreKind',
  ],
  ['an empty key', { key: '' }, `key ${LINE}, got ""; write it as the vault does`],
  ['a key with a space before it', { key: ' a' }, `key ${LINE}, got " a"; write it as the vault does`],
  ['a key of two lines', { key: 'a\nb' }, `key ${LINE}, got "a b"; write it as the vault does`],
  ['an empty property', { certificateProperty: '' }, `certificateProperty ${LINE}, got ""; write it as the vault does`],
  ['another one', { privateKeyProperty: 'b ' }, `privateKeyProperty ${LINE}, got "b "; write it as the vault does`],
  [
    'one property for both',
    { certificateProperty: 'pem', privateKeyProperty: 'pem' },
    'certificateProperty and privateKeyProperty must differ, got "pem"; name the two properties of the entry',
  ],
  [
    'an interval of zero',
    { refreshInterval: Duration.seconds(0) },
    `${INTERVAL}, got ${JSON.stringify(Duration.seconds(0).toHumanString())}; use Duration.hours(1)`,
  ],
  [
    'a part of a second',
    { refreshInterval: Duration.millis(1500) },
    `${INTERVAL}, got ${JSON.stringify(Duration.millis(1500).toHumanString())}; use Duration.hours(1)`,
  ],
];

test.each(REFUSALS)('%s', (_, options, verdict) => {
  const complaint = from(options).check();
  expect(complaint ? say(complaint) : 'accepted').toBe(verdict);
});

test('an annotation that is a template is refused', () => {
  expect(
    messageOf(() => from().manifest({ ...CONTENT, annotations: { 'example.com/note': 'see {{ .key }}' } }, 1)),
  ).toBe(
    'wardle/wardle-tls: annotations must hold no "{{": ' +
      'the External Secrets Operator would run it as a template, got "example.com/note: see {{ .key }}"; ' +
      'write it in another way',
  );
});

test('a manual delivery emits nothing', () => {
  const delivery = manual();
  expect([delivery.check(), delivery.manifest(CONTENT, 1), delivery.destination]).toEqual([
    undefined,
    undefined,
    'the Secret of type kubernetes.io/tls that the pods mount, which you create',
  ]);
});

test('the factories', () => {
  const [vault, own] = [Delivery.externalSecret({ store: 'vault' })._strategy, Delivery.manual()._strategy] as [
    ElsewhereDelivery,
    ElsewhereDelivery,
  ];
  expect(vault.manifest(CONTENT, 7)).toEqual(from().manifest(CONTENT, 7));
  expect([own.kind, own.destination]).toEqual(['elsewhere', manual().destination]);
});
