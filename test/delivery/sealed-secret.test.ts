import fc from 'fast-check';
import { Delivery, SealedSecretScope } from '../../lib';
import { EncryptedDelivery, SecretContent } from '../../lib/delivery/delivery-strategy';
import { sealedSecret } from '../../lib/delivery/sealed-secret/sealed-secret';
import { JsonObject, Strings } from '../../lib/kubernetes/manifest';
import { messageOf } from '../pki/temporary-folder';
import { CONTENT, contents, NOW, OTHER } from './contents';
import { another, CONTROLLER, unseal } from './controller';
import { emptyFields } from './printed';

const SCOPES = Object.values(SealedSecretScope);
const LABELS: { readonly [scope in SealedSecretScope]: (content: SecretContent) => string } = {
  [SealedSecretScope.STRICT]: ({ namespace, name }) => `${namespace}/${name}`,
  [SealedSecretScope.NAMESPACE_WIDE]: ({ namespace }) => namespace,
  [SealedSecretScope.CLUSTER_WIDE]: () => '',
};
const ANNOTATION: { readonly [scope in SealedSecretScope]: Strings } = {
  [SealedSecretScope.STRICT]: {},
  [SealedSecretScope.NAMESPACE_WIDE]: { 'sealedsecrets.bitnami.com/namespace-wide': 'true' },
  [SealedSecretScope.CLUSTER_WIDE]: { 'sealedsecrets.bitnami.com/cluster-wide': 'true' },
};

const inScope = (scope?: SealedSecretScope): EncryptedDelivery =>
  sealedSecret({ certificate: CONTROLLER.certificate, scope });
const strict = inScope();
const sealedIn = (delivery: EncryptedDelivery, content: SecretContent): JsonObject => delivery.encrypt([content])[0]!;
const unsealed = (ciphertext: JsonObject, label: string, key = CONTROLLER.key): Strings =>
  Object.fromEntries(Object.entries(ciphertext as Strings).map(([name, value]) => [name, unseal(value, label, key)]));

test.each(SCOPES)('the controller unseals any content, %s', scope => {
  fc.assert(
    fc.property(contents, content => {
      expect(unsealed(sealedIn(inScope(scope), content), LABELS[scope](content))).toEqual(content.data);
    }),
    { numRuns: 50 },
  );
});

test.each(SCOPES)('under another label, or by another controller, nothing is unsealed, %s', scope => {
  const ciphertext = sealedIn(inScope(scope), CONTENT);
  expect(() => unsealed(ciphertext, 'elsewhere/wardle-tls')).toThrow();
  expect(() => unsealed(ciphertext, LABELS[scope](CONTENT), another().key)).toThrow();
});

test('every value and every call has its own key', () => {
  const same: SecretContent = { ...CONTENT, data: { a: 'x', b: 'x' } };
  const values = [sealedIn(strict, same), sealedIn(strict, same)].flatMap(ciphertext => Object.values(ciphertext));
  expect(new Set(values).size).toBe(4);
  expect(new Set(values.map(value => String(value).slice(-24))).size).toBe(4);
});

test('several Secrets are returned in their order', () => {
  expect(
    strict
      .encrypt([CONTENT, OTHER])
      .map((ciphertext, index) =>
        unsealed(ciphertext, strict.binding([CONTENT, OTHER][index]!).slice('strict '.length)),
      ),
  ).toEqual([CONTENT.data, OTHER.data]);
  expect(strict.encrypt([])).toEqual([]);
});

test.each(SCOPES)('the manifest, %s', scope => {
  const annotations = { ...CONTENT.annotations, ...ANNOTATION[scope] };
  const metadata = { name: CONTENT.name, namespace: CONTENT.namespace, labels: CONTENT.labels, annotations };
  expect(inScope(scope).manifest(CONTENT, { 'tls.crt': 'AAA', 'tls.key': 'BBB' })).toEqual({
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata,
    spec: { encryptedData: { 'tls.crt': 'AAA', 'tls.key': 'BBB' }, template: { metadata, type: 'kubernetes.io/tls' } },
  });
});

test.each(SCOPES)('no manifest has an empty field, %s', scope => {
  const bare = { ...CONTENT, labels: {}, annotations: {} };
  expect(emptyFields(inScope(scope).manifest(bare, inScope(scope).placeholder(bare)))).toEqual([]);
});

test('binding and recipient', () => {
  expect(SCOPES.map(scope => inScope(scope).binding(CONTENT))).toEqual([
    'strict wardle/wardle-tls',
    'namespace-wide wardle',
    'cluster-wide',
  ]);
  expect(strict.recipient()).toMatch(/^sealing certificate [0-9a-f]{16}…$/);
  expect(strict.recipient()).not.toBe(sealedSecret({ certificate: another().certificate }).recipient());
  expect(strict.name).toBe('sealed-secret');
});

test('a placeholder has the form of a ciphertext, never changes, and cannot be decrypted', () => {
  fc.assert(
    fc.property(contents, content => {
      const [placeholder, real] = [strict.placeholder(content) as Strings, sealedIn(strict, content) as Strings];
      expect(Object.entries(placeholder).map(([key, value]) => [key, value.length])).toEqual(
        Object.entries(real).map(([key, value]) => [key, value.length]),
      );
      expect(strict.placeholder(content)).toEqual(placeholder);
      expect(Object.values(placeholder).filter(value => !/^AQ[A-Za-z0-9]?A+=*$/.test(value))).toEqual([]);
    }),
    { numRuns: 20 },
  );
  expect(() => unsealed(strict.placeholder(CONTENT), 'wardle/wardle-tls')).toThrow();
});

test.each(['cluster-wide', 'namespace-wide'])('an annotation that would change the scope is refused: %s', scope => {
  const annotated = { ...CONTENT, annotations: { [`sealedsecrets.bitnami.com/${scope}`]: 'true' } };
  const message =
    'wardle/wardle-tls: annotations must not set the scope of a sealed Secret, ' +
    `got "sealedsecrets.bitnami.com/${scope}"; set scope of Delivery.sealedSecret()`;
  expect(messageOf(() => strict.encrypt([annotated]))).toBe(message);
  expect(messageOf(() => strict.manifest(annotated, {}))).toBe(message);
});

test('a certificate that cannot be read is refused by every method', () => {
  const blank = sealedSecret({ certificate: '' });
  const rest =
    ': the sealing certificate must be PEM text with at least one certificate, got "an empty text"; ' +
    'pass the text that starts with "-----BEGIN CERTIFICATE-----", not a path or base64 of it';
  expect(messageOf(() => blank.encrypt([CONTENT]))).toBe(`wardle/wardle-tls${rest}`);
  expect(messageOf(() => blank.placeholder(CONTENT))).toBe(`wardle/wardle-tls${rest}`);
  expect(messageOf(() => blank.recipient())).toBe(`Delivery.sealedSecret()${rest}`);
});

test('the factory passes both options on', () => {
  const { _strategy } = Delivery.sealedSecret({
    certificate: CONTROLLER.certificate,
    scope: SealedSecretScope.CLUSTER_WIDE,
  });
  expect(
    _strategy.kind === 'encrypted' && [_strategy.check(NOW), _strategy.recipient(), _strategy.binding(CONTENT)],
  ).toEqual([undefined, strict.recipient(), 'cluster-wide']);
});
