import { inspect } from 'node:util';
import fc from 'fast-check';
import { Complaint, InvalidInput, orRefuse, refuse, say } from '../lib/errors';

/** Any character, also half ones. */
const anything = fc.nat(0xffff).map(code => String.fromCharCode(code));

const complain = (got: unknown): Complaint => ({ must: 'x must be y', got, fix: 'use z' });

describe('a given value in a message', () => {
  test.each<[string, unknown, string]>([
    ['a text in quotes', 'v1', '"v1"'],
    ['an empty text in quotes', '', '""'],
    ['a number as it is', 70000, '70000'],
    ['nothing for undefined', undefined, 'nothing'],
    ['null as it is', null, 'null'],
    ['a truth value as it is', false, 'false'],
    ['a list as JSON', ['a', 1], '["a",1]'],
    ['an object as JSON', { name: 'a' }, '{"name":"a"}'],
    ['line breaks and tabs as one space', 'a\n\tb\r\nc', '"a b c"'],
    ['100 characters whole', 'a'.repeat(100), `"${'a'.repeat(100)}"`],
    ['101 characters cut, with their number', 'a'.repeat(101), `"${'a'.repeat(100)}… (101 characters)"`],
    ['a long list cut, with its length as JSON', Array(50).fill(11), `[${'11,'.repeat(33)}… (151 characters)`],
    ['what JSON does not know as nothing', () => 1, 'nothing'],
  ])('%s', (_name, got, shown) => {
    expect(say(complain(got))).toBe(`x must be y, got ${shown}; use z`);
  });

  test.each<[string, unknown, string]>([
    ['no number as what it is', NaN, 'NaN'],
    ['no end as what it is', Infinity, 'Infinity'],
    ['a very large number as what it is', 10n ** 20n, '100000000000000000000'],
  ])('%s', (_name, got, shown) => {
    expect(say(complain(got))).toBe(`x must be y, got ${shown}; use z`);
  });

  test.each<[string, unknown, string]>([
    ['PEM text', '-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----\n (ENOENT)', '"PEM text"'],
    [
      'PEM text in an object',
      { secretName: 'a', key: '-----BEGIN EC PRIVATE KEY-----\nMHcC\n' },
      '{"secretName":"a","key":"PEM text',
    ],
    [
      'base64 of PEM text',
      `file ${Buffer.from('-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n').toString('base64')} (ENOENT)`,
      '"file base64 of PEM text (ENOENT)"',
    ],
    ['the body of a PEM block alone', `MHcCAQEEI${'a'.repeat(55)}\nxyz`, '"base64 of DER"'],
    ['a password that breaks an address', 'https://root:wo/rd x@etcd', '"https://…@etcd"'],
    ['an age identity', 'AGE-SECRET-KEY-1QQQQ and more', '"an age identity and more"'],
    [
      'user names and passwords',
      ['https://root:word@etcd.example.com:2379', 'https://a:b@[2001:db8::1]/x@y'],
      '["https://…@etcd.example.com:2379","https://…@y"]',
    ],
  ])('%s by its kind: it may be secret', (_name, got, shown) => {
    expect(say(complain(got))).toBe(`x must be y, got ${shown}; use z`);
  });

  test('a digest and a port are shown', () => {
    const image = `registry.example.com:5000/catalog@sha256:${'0'.repeat(32)}`;
    expect(say(complain(image))).toBe(`x must be y, got "${image}"; use z`);
  });

  test('a rule that names the given value hides a secret in it, too', () => {
    expect(say({ must: 'x must be -----BEGIN PRIVATE KEY-----\nMIGH', got: 1, fix: 'use z' })).toBe(
      'x must be PEM text, got 1; use z',
    );
  });

  test('any text and any JSON becomes one line of bounded length', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: anything, maxLength: 300 }), fc.jsonValue()), got => {
        const line = say(complain(got));
        expect(line).not.toMatch(/[\n\r\t]/);
        expect(line.length).toBeLessThan(160);
        expect(line.startsWith('x must be y, got ') && line.endsWith('; use z')).toBe(true);
      }),
    );
  });
});

describe('a refusal', () => {
  test('begins with the construct path', () => {
    const error = new InvalidInput('app/metrics', complain('beta1'));
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('InvalidInput');
    expect(error.message).toBe('app/metrics: x must be y, got "beta1"; use z');
    expect(error.where).toBe('app/metrics');
    expect(error.complaint).toEqual(complain('beta1'));
  });

  test('shows only its message on a console', () => {
    expect(inspect(new InvalidInput('app', complain('a'.repeat(200))))).not.toContain('a'.repeat(101));
  });

  test('is thrown if and only if a check found a fault', () => {
    expect(() => refuse('app', complain(1))).toThrow(new InvalidInput('app', complain(1)));
    expect(() => refuse('app', undefined)).not.toThrow();
  });

  test('is thrown if a value could not be read; a value that was read is returned', () => {
    const read = { version: 1 };
    expect(orRefuse<typeof read>('app', read)).toBe(read);
    expect(orRefuse<string[]>('app', ['a'])).toEqual(['a']);
    expect(() => orRefuse<typeof read>('app', complain(1))).toThrow(new InvalidInput('app', complain(1)));
  });
});
