import { JsonObject } from '../../lib/kubernetes/manifest';
import { faults } from './findings';
import { given, server } from './manifests';

const certificate = (name: string, spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { namespace: 'shop', name },
  spec: { secretName: 'issued', dnsNames: ['catalog.shop.svc'], ...spec },
});
const secret = (fields: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { namespace: 'shop', name: 'issued' },
  ...fields,
});
const ALLOWED = 'cert-manager.io/allow-direct-injection';
const FROM = 'cert-manager.io/inject-ca-from';
const FROM_SECRET = 'cert-manager.io/inject-ca-from-secret';
const WRITES = '? cert-manager writes caBundle in the cluster, from the';

test.each<[string, JsonObject, readonly JsonObject[], string]>([
  [
    'a Certificate that exists',
    { [FROM]: 'shop/catalog' },
    [certificate('catalog')],
    `${WRITES} Certificate shop/catalog`,
  ],
  ['a Certificate elsewhere', { [FROM]: 'shop/catalog' }, [], `${WRITES} Certificate shop/catalog`],
  [
    'no Certificate, while another has the right name',
    { [FROM]: 'shop/catalogue' },
    [certificate('catalog')],
    '✗ cert-manager.io/inject-ca-from must name a Certificate that exists, got "shop/catalogue"; the Certificate for ' +
      'catalog.shop.svc is shop/catalog',
  ],
  [
    'a name without a namespace',
    { [FROM]: 'catalog' },
    [certificate('catalog')],
    '✗ cert-manager.io/inject-ca-from must be namespace/name, got "catalog"',
  ],
  [
    'a Secret that cert-manager may not read',
    { [FROM_SECRET]: 'shop/issued' },
    [secret({})],
    `✗ ${FROM_SECRET} must name a Secret that cert-manager may read, got "shop/issued" without ${ALLOWED}`,
  ],
  [
    'the Secret of a Certificate that does not allow it',
    { [FROM_SECRET]: 'shop/issued' },
    [certificate('catalog')],
    `✗ ${FROM_SECRET} must name a Secret that cert-manager may read, got "shop/issued" without ${ALLOWED}`,
  ],
  [
    'the Secret of a Certificate that allows it',
    { [FROM_SECRET]: 'shop/issued' },
    [certificate('catalog', { secretTemplate: { annotations: { [ALLOWED]: 'true' } } })],
    `${WRITES} Secret shop/issued`,
  ],
  [
    'a Secret without ca.crt',
    { [FROM_SECRET]: 'shop/issued' },
    [
      secret({
        metadata: { namespace: 'shop', name: 'issued', annotations: { [ALLOWED]: 'true' } },
        data: { 'tls.crt': '' },
      }),
    ],
    `✗ ${FROM_SECRET} must name a Secret with the key ca.crt, got "shop/issued" with tls.crt`,
  ],
])('with an annotation that names %s', (_name, annotations, objects, expected) => {
  expect(faults([...server({ caBundle: undefined, annotations }), ...given(...objects)])).toEqual([expected]);
});

test('with inject-cabundle that is not "true", caBundle must be set', () => {
  const annotations = { 'service.beta.openshift.io/inject-cabundle': 'yes' };
  expect(faults(server({ caBundle: undefined, annotations }))[0]).toMatch(/^✗ caBundle must hold the CA/);
});
