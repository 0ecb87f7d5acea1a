import { X509Certificate } from 'node:crypto';
import { Delivery, ExtensionApiServerProps, Profile, Tls } from 'cdk8s-extension-api-server';
import { fixturePair } from '../pki/fixture-pair';
import { fixtureApp, KubernetesObject, objectsOf, serverWith } from '../construct/server-in-app';

const pair = fixturePair('catalog.catalog.svc');
const KEY = 'cdk8s-extension-api-server/not-after';

function emitted(props: Partial<ExtensionApiServerProps>): KubernetesObject[] {
  const app = fixtureApp();
  serverWith(props, app);
  return objectsOf(app);
}
const said = (props: Partial<ExtensionApiServerProps>): unknown[] =>
  emitted(props)
    .filter(({ kind }) => kind === 'APIService' || kind === 'Secret')
    .map(({ kind, metadata }) => [kind, metadata.annotations?.[KEY]]);

test('Secret and APIService are annotated with the end of a generated certificate, in UTC', () => {
  expect(said({})).toEqual([
    ['APIService', '2119-12-08T00:00:00Z'],
    ['Secret', '2119-12-08T00:00:00Z'],
  ]);
});

test('Secret and APIService are annotated with the end of a given certificate', () => {
  const end = new Date(new X509Certificate(pair.certificate).validTo).toISOString().replace('.000Z', 'Z');
  expect(said({ tls: Tls.fromPem({ ...pair, delivery: Delivery.plain() }) })).toEqual([
    ['APIService', end],
    ['Secret', end],
  ]);
});

test.each([
  ['in a Secret that exists', { tls: Tls.fromSecret({ ca: pair.ca, secretName: 'mine' }) }],
  ['where nobody verifies', { tls: Tls.dangerouslySkipVerification() }],
])('a certificate that synth cannot read gives no annotation: %s', (_name, props) => {
  expect(said(props)).toEqual([['APIService', undefined]]);
});

test('the profile BARE adds no annotation', () => {
  expect(said({ profile: Profile.BARE })).toEqual([
    ['APIService', undefined],
    ['Secret', undefined],
  ]);
});

test('annotations of the user are kept', () => {
  const [object] = emitted({ metadata: { annotations: { 'a.example.com/team': 'catalog' } } }).filter(
    ({ kind }) => kind === 'Secret',
  );
  expect(object?.metadata.annotations).toEqual({ 'a.example.com/team': 'catalog', [KEY]: '2119-12-08T00:00:00Z' });
});
