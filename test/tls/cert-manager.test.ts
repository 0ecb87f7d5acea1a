import fc from 'fast-check';
import { Duration } from 'cdk8s';
import {
  CertManagerIssuer,
  TlsCertManagerOptions,
  ExtensionApiServerProps,
  KeyAlgorithm,
  Profile,
  Tls,
} from 'cdk8s-extension-api-server';
import { fixtureApp, KubernetesObject, objectsOf, serverWith } from '../construct/server-in-app';
import { fixturePair } from '../pki/fixture-pair';

const rendered = (
  options: TlsCertManagerOptions = {},
  props: Partial<ExtensionApiServerProps> = {},
): KubernetesObject[] => {
  const app = fixtureApp();
  serverWith({ tls: Tls.certManager(options), ...props }, app);
  return objectsOf(app);
};
const find = (objects: KubernetesObject[], kind: string, name?: string): KubernetesObject =>
  objects.find(object => object.kind === kind && (name === undefined || object.metadata.name === name))!;

test("each object refers to the one before it, down to the pods' volume and the caBundle", () => {
  const objects = rendered();
  const issuerOf = ({ spec }: KubernetesObject): KubernetesObject =>
    find(objects, spec.issuerRef.kind, spec.issuerRef.name);
  const serving = find(
    objects,
    'Certificate',
    find(objects, 'APIService').metadata.annotations!['cert-manager.io/inject-ca-from']!.replace('catalog/', ''),
  );
  const caIssuer = issuerOf(serving);
  const ca = objects.find(
    ({ kind, spec }) => kind === 'Certificate' && spec.secretName === caIssuer.spec.ca.secretName,
  )!;

  expect(find(objects, 'Deployment').spec.template.spec.volumes).toContainEqual({
    name: 'certificate',
    secret: { defaultMode: 0o440, secretName: serving.spec.secretName },
  });
  expect(serving.spec.dnsNames).toContain('catalog.catalog.svc');
  expect(serving.spec.isCA).toBeUndefined();
  expect(ca.spec.isCA).toBe(true);
  expect(issuerOf(ca).spec).toEqual({ selfSigned: {} });
  expect(
    objects
      .filter(({ apiVersion }) => apiVersion === 'cert-manager.io/v1')
      .map(({ metadata: { namespace } }) => namespace),
  ).toEqual(['catalog', 'catalog', 'catalog', 'catalog']);
});

test('the CA keeps its key at a renewal, and the serving certificate gets a new one', () => {
  const policies = rendered()
    .filter(({ kind }) => kind === 'Certificate')
    .map(({ metadata: { name }, spec }) => [name, spec.privateKey.rotationPolicy]);
  expect(policies).toEqual([
    ['catalog-ca', 'Never'],
    ['catalog-tls', 'Always'],
  ]);
});

test('with an existing issuer, only a Certificate is emitted', () => {
  const objects = rendered({
    issuer: CertManagerIssuer.fromExternal('company', { group: 'issuers.example.com', kind: 'CompanyIssuer' }),
  });
  expect(objects.filter(({ apiVersion }) => apiVersion === 'cert-manager.io/v1').map(({ kind }) => kind)).toEqual([
    'Certificate',
  ]);
  expect(find(objects, 'Certificate').spec.issuerRef).toEqual({
    group: 'issuers.example.com',
    kind: 'CompanyIssuer',
    name: 'company',
  });
});

test('a given CA is emitted as caBundle, without cainjector', () => {
  const { ca } = fixturePair('company.example.com');
  const { metadata, spec } = find(rendered({ issuer: CertManagerIssuer.fromIssuer('company', { ca }) }), 'APIService');
  expect(Buffer.from(spec.caBundle, 'base64').toString()).toBe(ca);
  expect(metadata.annotations).toBeUndefined();
});

test.each([
  [KeyAlgorithm.ECDSA_P256, { algorithm: 'ECDSA', size: 256 }, ['digital signature', 'server auth']],
  [KeyAlgorithm.ECDSA_P384, { algorithm: 'ECDSA', size: 384 }, ['digital signature', 'server auth']],
  [KeyAlgorithm.RSA_2048, { algorithm: 'RSA', size: 2048 }, ['digital signature', 'key encipherment', 'server auth']],
  [KeyAlgorithm.RSA_4096, { algorithm: 'RSA', size: 4096 }, ['digital signature', 'key encipherment', 'server auth']],
])('%s', (algorithm, privateKey, usages) => {
  const objects = rendered({ algorithm });
  expect(find(objects, 'Certificate', 'catalog-tls').spec).toMatchObject({ privateKey, usages });
  // The CA keeps its key (rotationPolicy Never), and cert-manager refuses to renew under another kind: so it must not
  // follow.
  expect(find(objects, 'Certificate', 'catalog-ca').spec).toEqual(find(rendered(), 'Certificate', 'catalog-ca').spec);
  expect(find(objects, 'Certificate', 'catalog-ca').spec).toMatchObject({
    privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Never' },
    usages: ['cert sign'],
  });
});

test('empty fields are not emitted', () => {
  const specs = rendered({}, { profile: Profile.BARE })
    .filter(({ kind }) => kind === 'Certificate')
    .map(({ spec }) => spec);
  expect(
    specs.filter(spec => 'secretTemplate' in spec || 'renewBefore' in spec).map(({ secretName }) => secretName),
  ).toEqual(['catalog-ca']);
});

test.each<[string, TlsCertManagerOptions, string]>([
  ['a third of its own life', {}, '29200h0m0s'],
  [
    'a third of a life that the user chose, in whole seconds',
    { caValidity: Duration.seconds(365 * 86400 + 1), validity: Duration.days(1) },
    '2920h0m0s',
  ],
  ['the life of what it signs, where that is longer', { validity: Duration.days(2000) }, '48000h0m0s'],
  ['what the user says', { caRenewBefore: Duration.days(100) }, '2400h0m0s'],
])('the CA is renewed before its end by %s', (_what, options, renewBefore) => {
  expect(find(rendered(options), 'Certificate', 'catalog-ca').spec.renewBefore).toBe(renewBefore);
});

/** As Go's time.ParseDuration reads what we write. */
const seconds = (text: string): number => {
  const [, hours = '0', minutes, rest] = /^(?:(\d+)h)?(\d+)m(\d+)s$/.exec(text)!;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
};
const MINUTE = 60;
const HOUR = 60 * MINUTE;

const some = fc.option(
  fc.oneof(
    fc.integer({ min: 1, max: 400 }).map(count => Duration.days(count)),
    fc.integer({ min: 1, max: 1e6 }).map(count => Duration.seconds(count)),
  ),
  { nil: undefined, freq: 2 },
);

test('cert-manager accepts every accepted combination, and no certificate outlives its CA', () => {
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(
      fc.record({ validity: some, renewBefore: some, caValidity: some, caRenewBefore: some }),
      fc.stringMatching(/^[a-z][a-z0-9]{0,62}$/),
      (options, name) => {
        let objects: KubernetesObject[];
        try {
          objects = rendered(options, { name });
        } catch (error) {
          expect((error as Error).message).toMatch(
            /^app\/catalog: (validity|renewBefore|caValidity|caRenewBefore) must [^\n]+, got [^\n]+; [^\n]+$/,
          );
          refused += 1;
          return;
        }
        accepted += 1;
        const [ca, serving] = [
          find(objects, 'Certificate', `${name}-ca`).spec,
          find(objects, 'Certificate', `${name}-tls`).spec,
        ];
        for (const spec of [ca, serving]) {
          expect(seconds(spec.duration)).toBeGreaterThanOrEqual(HOUR);
          expect(seconds(spec.renewBefore ?? '5m0s')).toBeGreaterThanOrEqual(5 * MINUTE);
          expect(seconds(spec.renewBefore ?? '5m0s')).toBeLessThan(seconds(spec.duration));
          expect((spec.commonName ?? '').length).toBeLessThanOrEqual(64);
        }
        expect(seconds(ca.renewBefore)).toBeGreaterThanOrEqual(seconds(serving.duration));
        expect(ca.commonName).toBeDefined();
      },
    ),
    { numRuns: 200 },
  );
  expect(Math.min(accepted, refused)).toBeGreaterThan(8);
});
