import { Complaint, say } from '../../lib/errors';
import { ALGORITHMS } from '../../lib/pki/algorithm';
import { fillStandby, FullSlots, mintGeneration, mintSlots, systemRandom } from '../../lib/pki/mint';
import { forgetPrevious, forgetStandby, rotate } from '../../lib/pki/rotation';
import { caBundle, generations, Slots } from '../../lib/pki/slots';
import { checkServing } from '../../lib/pki/certificate-checks';

const now = new Date('2026-03-01T10:00:00Z');
const request = {
  dnsNames: ['a.b.svc'],
  algorithm: ALGORITHMS.ECDSA_P256,
  serviceDays: 365,
  now,
  random: systemRandom,
};
const numbers = (slots: Slots): number[] => generations(slots).map(({ number }) => number);
const days = (count: number): Date => new Date(now.getTime() + count * 86_400_000);
const said = (result: Slots | Complaint): string => ('must' in result ? say(result) : `done: ${numbers(result)}`);

/** A rotation whose predecessors have arrived, and the synth after it. */
function rotated(slots: Slots, when = now): FullSlots {
  const result = rotate(slots, { now: when, applied: true });
  if ('must' in result) {
    throw new Error(say(result));
  }
  return fillStandby(result, (number, serviceLives) => mintGeneration(number, { ...request, now: when }, serviceLives));
}

test('slots shift by one, and a number is never used again', () => {
  let slots = mintSlots(request);
  const seen = [numbers(slots)];
  for (let times = 0; times < 3; times += 1) {
    slots = rotated(slots);
    seen.push(numbers(slots));
  }
  expect(seen).toEqual([
    [1, 2],
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 5],
  ]);
});

test('the standby after a dropped one gets a new number', () => {
  const forgotten = forgetStandby(mintSlots(request)) as Slots;
  expect(numbers(fillStandby(forgotten, number => mintGeneration(number, request, 2)))).toEqual([1, 3]);
});

test('the bundles before and after a rotation trust both certificates, so any order of apply is safe', () => {
  const before = rotated(mintSlots(request));
  const waiting = rotate(before, { now, applied: true }) as Slots;
  const after = rotated(before);
  for (const bundle of [before, waiting, after]) {
    for (const serving of [before.current, after.current]) {
      const roots = generations(bundle).map(({ ca }) => ca);
      expect(
        checkServing({ chain: [serving.certificate], roots, privateKey: serving.privateKey }, request.dnsNames, now),
      ).toBeUndefined();
    }
  }
});

test('after two rotations without an apply in between, the oldest certificate is no longer trusted', () => {
  const before = mintSlots(request);
  const after = rotated(rotated(before));
  expect(caBundle(after)).not.toContain(before.current.ca.toString());
});

test('the standby has a whole life left when it begins to serve', () => {
  const { current, standby } = mintSlots(request);
  const life = new Date(standby.certificate.validTo).getTime() - new Date(current.certificate.validTo).getTime();
  expect(Math.round(life / 86_400_000)).toBe(365);
});

describe('refusals and their conditions', () => {
  const first = mintSlots(request);
  const second = rotated(first);
  const waiting = rotate(first, { now, applied: false }) as Slots;
  const at = (when: Date) => (number: number, lives: number) =>
    mintGeneration(number, { ...request, now: when }, lives);
  const late = fillStandby(waiting, at(days(30)));
  const replaced = fillStandby(forgetStandby(first) as Slots, at(days(1)));
  // The service life was chosen shorter after a rotation.
  const shorter = fillStandby(waiting, (number, lives) =>
    mintGeneration(number, { ...request, serviceDays: 30 }, lives),
  );
  const settle = (what: string): string =>
    `the last rotation must have arrived in every cluster before anything is ${what}, got "generation 2, ` +
    'which serves since 2026-03-01T10:00Z"; apply it everywhere and add --applied, ' +
    'or wait until it is 7 days old';

  /** As Git brings it to another machine. */
  const elsewhere = { ...second, current: { ...second.current, privateKey: undefined } };
  const encrypted = {
    ...elsewhere,
    current: { ...elsewhere.current, encrypted: { delivery: 'sops', recipient: 'age1', binding: '', ciphertext: {} } },
  };
  const unseen = (what: string): string =>
    `the last rotation must have arrived in every cluster before anything is ${what}, got "generation 2, ` +
    'whose key is not on this machine"; apply its Secret everywhere, ' +
    'from the machine or the vault that has the key, and add --applied';

  test.each<[string, Slots | Complaint, string]>([
    ['the first rotation, at once', rotate(first, { now, applied: false }), 'done: 1,2'],
    ['a second one on the same day', rotate(second, { now, applied: false }), settle('rotated again')],
    ['one six days later', rotate(second, { now: days(6.9), applied: false }), settle('rotated again')],
    ['one a week later', rotate(second, { now: days(7), applied: false }), 'done: 2,3'],
    [
      'one to a standby of today, long after the last rotation',
      rotate(late, { now: days(30), applied: false }),
      'the bundle with the standby must have arrived in every cluster before it serves, got "generation 3, ' +
        'which was minted on 2026-03-31"; apply it everywhere and add --applied, or wait until it is 7 days old',
    ],
    ['one to a standby of a week ago', rotate(late, { now: days(37), applied: false }), 'done: 2,3'],
    [
      'one to a standby in the place of a forgotten one',
      rotate(replaced, { now: days(1), applied: false }),
      'the bundle with the standby must have arrived in every cluster before it serves, got "generation 3, ' +
        'which was minted on 2026-03-02"; apply it everywhere and add --applied, or wait until it is 7 days old',
    ],
    ['one to it that the user vouches for', rotate(replaced, { now: days(1), applied: true }), 'done: 1,3'],
    ['one that the user vouches for', rotate(second, { now, applied: true }), 'done: 2,3'],
    [
      'one to a standby that has ended, whoever vouches for it',
      rotate(shorter, { now: days(61), applied: true }),
      'the standby must be valid when it begins to serve, got "generation 3, which ended on 2026-04-30"; ' +
        'forget it with "pki forget --standby", run synth to mint another, commit and apply it everywhere, ' +
        'then rotate with --applied',
    ],
    [
      'one where all has ended',
      rotate(first, { now: days(731), applied: true }),
      'the standby must be valid when it begins to serve, got "generation 2, which ended on 2028-02-29"; ' +
        'the current one has ended too: move the folder of the server away, run synth, ' +
        'commit and apply everything at once',
    ],
    ['a rotation to a standby on its last day', rotate(shorter, { now: days(59), applied: false }), 'done: 2,3'],
    [
      'a rotation before the synth, even with --applied',
      rotate(waiting, { now: days(100), applied: true }),
      'the standby must be there before it can serve, ' +
        'got "a rotation to generation 2 without a synth after it"; ' +
        'run synth, which mints the next one, commit and apply it first',
    ],
    [
      'a rotation if the current key is on another machine, even much later',
      rotate(elsewhere, { now: days(300), applied: false }),
      unseen('rotated again'),
    ],
    [
      'a rotation if the current key is encrypted, because Git carries it',
      rotate(encrypted, { now: days(7), applied: false }),
      'done: 2,3',
    ],
    [
      'a rotation if the current key is on another machine, with --applied',
      rotate(elsewhere, { now: days(300), applied: true }),
      'done: 2,3',
    ],
    [
      'the first rotation, if no key is on this machine',
      rotate({ ...first, current: { ...first.current, privateKey: undefined } }, { now, applied: false }),
      'done: 1,2',
    ],
    [
      'forgetting the previous one if the current key is on another machine',
      forgetPrevious(elsewhere, { now: days(300), applied: false }),
      unseen('forgotten'),
    ],
    [
      'forgetting the previous one on the same day',
      forgetPrevious(second, { now, applied: false }),
      settle('forgotten'),
    ],
    ['forgetting it a week later', forgetPrevious(second, { now: days(7), applied: false }), 'done: 2,3'],
    ['forgetting it with --applied', forgetPrevious(second, { now, applied: true }), 'done: 2,3'],
    [
      'forgetting a previous one that is not there',
      forgetPrevious(first, { now, applied: true }),
      'there must be a previous generation to forget, got "generation 1 alone"; ' +
        'rotate first if it is the current one whose key leaked',
    ],
    ['forgetting the standby', forgetStandby(second), 'done: 1,2'],
    [
      'forgetting a standby that is not there',
      forgetStandby(waiting),
      'there must be a standby to forget, got "none"; run synth, which mints one',
    ],
  ])('%s', (_name, result, expected) => {
    expect(said(result)).toBe(expected);
  });

  test('a rotation records its time', () => {
    expect(waiting.rotated).toEqual(now);
    expect(waiting.standby).toBeUndefined();
  });
});
