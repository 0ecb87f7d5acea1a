import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { Complaint, say } from '../../lib/errors';
import { fingerprint } from '../../lib/pki/inspect';
import { FullSlots } from '../../lib/pki/mint';
import { FixtureStore } from '../../lib/pki/store/fixtures';
import { checkEntry, describeState, parseState, StateFile } from '../../lib/pki/store/state-file';

/** Any character, also half ones. */
const anything = fc.nat(0xffff).map(code => String.fromCharCode(code));

const fixture = (name: string): FullSlots => new FixtureStore([`${name}.ns.svc`]).read('', { namespace: 'ns', name });
const slots = fixture('catalog');
const state = describeState(slots);
const FILE = 'pki/ns/catalog/state.json';
const said = (result: StateFile | Complaint): string => ('must' in result ? say(result) : 'read');

test('state.json is readable for people', () => {
  const { current, standby } = slots;
  expect(state).toEqual({
    version: 2,
    slots: { current: 1, standby: 2 },
    lastGeneration: 2,
    certificates: {
      1: {
        sha256: fingerprint(current.certificate),
        caSha256: fingerprint(current.ca),
        notBefore: '2019-12-31T23:00:00.000Z',
        notAfter: '2119-12-08T00:00:00.000Z',
      },
      2: {
        sha256: fingerprint(standby.certificate),
        caSha256: fingerprint(standby.ca),
        notBefore: '2019-12-31T23:00:00.000Z',
        notAfter: '2219-11-14T00:00:00.000Z',
      },
    },
  });
});

test('a state of version 1, without rotations and encrypted keys, is read', () => {
  const { lastGeneration: _none, ...first } = { ...state, version: 1 };
  expect(parseState(FILE, JSON.stringify(first))).toEqual(state);
  const rotated = {
    ...first,
    slots: { previous: 1, current: 2, standby: 3 },
    certificates: { ...state.certificates, 3: state.certificates[1] },
  };
  expect(parseState(FILE, JSON.stringify(rotated))).toMatchObject({ version: 2, lastGeneration: 3 });
});

test('a written state is read', () => {
  const rotated = {
    previous: slots.current,
    current: slots.standby,
    standby: { ...fixture('other').current, number: 3 },
    lastGeneration: 3,
    rotated: new Date('2026-03-01T10:00:00Z'),
  };
  const waiting = { ...rotated, standby: undefined };
  for (const each of [state, describeState(rotated), describeState(waiting)]) {
    expect(parseState(FILE, JSON.stringify(each))).toEqual(each);
  }
  expect(describeState(rotated)).toMatchObject({
    slots: { previous: 1, current: 2, standby: 3 },
    rotated: '2026-03-01T10:00:00.000Z',
  });
  expect(describeState(waiting)).toMatchObject({ slots: { previous: 1, current: 2 }, lastGeneration: 3 });
});

describe('a state that is refused', () => {
  const fix = 'restore it from Git; nothing was changed';
  const json = `${FILE} must be JSON`;
  const slotsOf = `${FILE} must name the certificates of its slots`;
  const versioned = (over: object): string => JSON.stringify({ ...state, ...over });
  test.each<[string, string, string]>([
    ['is empty', '', `${json}, got "an empty file"; ${fix}`],
    ['is blank', ' \n', `${json}, got "an empty file"; ${fix}`],
    ['was cut', JSON.stringify(state).slice(0, 100), `${json}, got "100 characters that are not"; ${fix}`],
    [
      'has conflict markers of Git',
      '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> main',
      `${json}, got "39 characters that are not"; ${fix}`,
    ],
    ['is null', 'null', `${FILE} must be a state of this library, got "a file without a version"; ${fix}`],
    ['is a number', '1', `${FILE} must be a state of this library, got "a file without a version"; ${fix}`],
    ['is a list', '[]', `${FILE} must be a state of this library, got "a file without a version"; ${fix}`],
    [
      "is somebody else's",
      '{"version":"1.0.0"}',
      `${FILE} must be a state of this library, got "a file without a version"; ${fix}`,
    ],
    [
      'has a later version',
      versioned({ version: 3 }),
      `${FILE} must have version 2, got 3; use the release of the library that wrote it, or a later one`,
    ],
    ['has no slots', '{"version":1}', `${slotsOf}, got nothing; ${fix}`],
    ['has null for slots', versioned({ slots: null }), `${slotsOf}, got null; ${fix}`],
    [
      'has a version before the first',
      versioned({ version: 0 }),
      `${FILE} must have version 2, got 0; use the release of the library that wrote it, or a later one`,
    ],
    [
      'has no last generation',
      versioned({ lastGeneration: undefined }),
      `${FILE} must say which generation was the last, got {}; ${fix}`,
    ],
    [
      'has a last generation below its slots',
      versioned({ lastGeneration: 1 }),
      `${FILE} must say which generation was the last, got {"lastGeneration":1}; ${fix}`,
    ],
    [
      'has a rotation without a date',
      versioned({ rotated: 'in March' }),
      `${FILE} must say when it was rotated, got {"lastGeneration":2,"rotated":"in March"}; ${fix}`,
    ],
    ['has no current', versioned({ slots: { standby: 2 } }), `${slotsOf}, got {"standby":2}; ${fix}`],
    [
      'has a slot twice',
      versioned({ slots: { current: 1, standby: 1 } }),
      `${slotsOf}, got {"current":1,"standby":1}; ${fix}`,
    ],
    [
      'has a slot without a certificate',
      versioned({ slots: { current: 1, standby: 3 } }),
      `${slotsOf}, got {"current":1,"standby":3}; ${fix}`,
    ],
    [
      'has a previous without a certificate',
      versioned({ slots: { previous: 9, current: 1, standby: 2 } }),
      `${slotsOf}, got {"previous":9,"current":1,"standby":2}; ${fix}`,
    ],
    [
      'has null for the previous',
      versioned({ slots: { previous: null, current: 1, standby: 2 } }),
      `${slotsOf}, got {"previous":null,"current":1,"standby":2}; ${fix}`,
    ],
    [
      'has a path for a slot',
      versioned({ slots: { current: '../../x', standby: 2 } }),
      `${slotsOf}, got {"current":"../../x","standby":2}; ${fix}`,
    ],
    [
      'has a fraction for a slot',
      versioned({ slots: { current: 1.5, standby: 2 } }),
      `${slotsOf}, got {"current":1.5,"standby":2}; ${fix}`,
    ],
    [
      'has slot 0',
      versioned({ slots: { current: 0, standby: 2 }, certificates: { 0: {}, 2: {} } }),
      `${slotsOf}, got {"current":0,"standby":2}; ${fix}`,
    ],
    [
      'has no certificates',
      versioned({ certificates: undefined }),
      `${slotsOf}, got {"current":1,"standby":2}; ${fix}`,
    ],
  ])('%s', (_name, text, message) => {
    expect(said(parseState(FILE, text))).toBe(message);
  });

  test('has a field that makes it look like a complaint', () => {
    const result = parseState(FILE, versioned({ must: 'be', got: 1, fix: 'it' }));
    expect('slots' in result ? 'read' : say(result)).not.toBe('be, got 1; it');
    expect(said(result)).toMatch(/^read$|^pki\//);
  });
});

test('any text and any JSON is read or refused, and only a complete state is read', () => {
  const number = fc.constantFrom<unknown>(undefined, null, 0, 1, 2, 3, 1.5, '1', {});
  const near = fc
    .record({
      version: fc.constantFrom<unknown>(1, 2, '1', undefined),
      slots: fc.oneof(
        fc.record({ previous: number, current: number, standby: number }),
        fc.constantFrom<unknown>(null, 1, 'x', []),
      ),
      certificates: fc.oneof(fc.constant(state.certificates), fc.constantFrom<unknown>(null, 'xyz', [], {})),
    })
    .map(value => JSON.stringify(value));
  fc.assert(
    fc.property(fc.oneof({ weight: 3, arbitrary: near }, fc.json(), fc.string({ unit: anything })), text => {
      const result = parseState(FILE, text);
      if ('must' in result) {
        expect(say(result)).toMatch(/^pki\/ns\/catalog\/state\.json must .*, got .*; .*$/);
      } else {
        const { previous, current, standby } = result.slots;
        const numbers = [previous, current, standby].filter(number => number !== undefined);
        expect(numbers).toContain(current);
        expect(numbers.every(each => Number.isInteger(each) && each > 0 && result.certificates[each])).toBe(true);
        expect(new Set(numbers).size).toBe(numbers.length);
      }
    }),
    { numRuns: 500 },
  );
});

describe('the entry of a generation', () => {
  const { current, standby } = slots;
  const [one, two] = [state.certificates[1], state.certificates[2]];
  const other = (certificate: X509Certificate): string =>
    'pki/1.crt must hold the certificates that state.json was written with, ' +
    `got "fingerprint ${fingerprint(certificate).slice(0, 16)}…"; restore both from Git; nothing was changed`;
  const verdict = (...args: Parameters<typeof checkEntry>): string => {
    const complaint = checkEntry(...args);
    return complaint ? say(complaint) : 'fine';
  };

  test.each<[string, Parameters<typeof checkEntry>, string]>([
    ['fits its files', ['pki/1.crt', one, current], 'fine'],
    ['does not fit another generation', ['pki/1.crt', two, current], other(current.certificate)],
    [
      'does not fit another certificate',
      ['pki/1.crt', one, { ...current, certificate: standby.certificate }],
      other(standby.certificate),
    ],
    ['does not fit another CA', ['pki/1.crt', one, { ...current, ca: standby.ca }], other(current.certificate)],
    ['is missing', ['pki/1.crt', undefined, current], other(current.certificate)],
  ])('%s', (_name, args, message) => {
    expect(verdict(...args)).toBe(message);
  });
});
