import fc from 'fast-check';
import { canonicalQuantity, isMore } from '../../lib/kubernetes/quantity';
import { QUANTITIES, UNUSUAL_QUANTITIES } from './quantities';

test.each([...QUANTITIES, ...UNUSUAL_QUANTITIES])('%s is %s', (given, kept) => {
  expect(canonicalQuantity(given)).toBe(kept);
});

test.each([
  [0.5, '500m'],
  [2, '2'],
  [1000, '1k'],
  [1e21, '1e21'],
])('the number %p is %s', (given, kept) => {
  expect(canonicalQuantity(given)).toBe(kept);
});

test('a negative quantity keeps its sign', () => {
  expect(['-1', '-0.5', '-1024Mi', '-0'].map(canonicalQuantity)).toEqual(['-1', '-500m', '-1Gi', '0']);
});

test.each(['', 'a', '1GB', '1 Gi', '1..5', 'Gi', '.', '1ki', '1K', '1e', '--1', '0x10', 'NaN'])(
  '"%s" is none and stays as it is',
  text => {
    expect(canonicalQuantity(text)).toBe(text);
  },
);

test.each<[string | number, string | number, boolean]>([
  ['1Gi', '512Mi', true],
  ['512Mi', '1Gi', false],
  ['1Gi', '1024Mi', false],
  ['1G', '1Gi', false],
  ['0.5', '499m', true],
  [1, '999m', true],
  ['-2', '-1', false],
  ['a', '1', false],
  ['1', '', false],
])('%p is more than %p: %p', (one, other, expected) => {
  expect(isMore(one, other)).toBe(expected);
});

test('the canonical form of a canonical form is the same', () => {
  const suffix = fc.constantFrom('', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3', 'u', 'n');
  fc.assert(
    fc.property(fc.nat({ max: 9_999_999 }), fc.nat({ max: 999 }), suffix, (whole, fraction, unit) => {
      const kept = canonicalQuantity(`${whole}.${fraction}${unit}`);
      expect(canonicalQuantity(kept)).toBe(kept);
      expect(kept).toMatch(/^(0|[1-9]\d*)([numkMGTPE]|[KMGTPE]i|e-?[1-9]\d*)?$/);
    }),
  );
});
