import fc from 'fast-check';
import { SecretContent } from '../../lib/delivery/delivery-strategy';

/** A moment that stays in the present for as long as one run of the tests. */
export const NOW = new Date();
const YEAR = 365 * 86_400_000;
export const years = (count: number): Date => new Date(NOW.getTime() + count * YEAR);
export const day = (count: number): string => years(count).toISOString().slice(0, 10);

/** Any content: it must be decrypted to the same text. */
export const CONTENT: SecretContent = {
  name: 'wardle-tls',
  namespace: 'wardle',
  type: 'kubernetes.io/tls',
  labels: { 'app.kubernetes.io/name': 'wardle' },
  annotations: { 'example.com/owner': 'a team' },
  data: {
    'tls.key': 'the key\nof the server: # "with" all \'sorts\' of signs, ü and 🔑\n',
    'tls.crt': 'the certificate\n',
  },
};
export const OTHER: SecretContent = {
  ...CONTENT,
  name: 'catalog-tls',
  data: { 'tls.crt': 'another certificate\n', 'tls.key': 'another key\n' },
};

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/);
/** A text such as `-_9__` may be a number to a reader of YAML and a text to the printer of cdk8s. */
const key = fc.stringMatching(/^[a-zA-Z][-._a-zA-Z0-9]{0,30}$/);
const words = fc.dictionary(fc.stringMatching(/^[a-z]{1,10}\.example\.com\/[a-z]{1,10}$/), label, {
  maxKeys: 3,
  noNullPrototype: true,
});

/** Secrets of any content that Kubernetes takes, keys that look like numbers among them. */
export const contents: fc.Arbitrary<SecretContent> = fc.record({
  name: label,
  namespace: label,
  type: fc.constantFrom('kubernetes.io/tls', 'Opaque'),
  labels: words,
  annotations: words,
  data: fc.dictionary(
    fc.oneof({ weight: 4, arbitrary: key }, fc.nat().map(String)),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    { minKeys: 1, maxKeys: 5, noNullPrototype: true },
  ),
});
