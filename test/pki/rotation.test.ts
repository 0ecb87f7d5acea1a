import { ALGORITHMS } from '../../lib/pki/algorithm';
import { mintSlots, systemRandom } from '../../lib/pki/mint';
import { rotate } from '../../lib/pki/rotation';
import { caBundle, generations, Slots } from '../../lib/pki/slots';
import { checkServing } from '../../lib/pki/verify';

const now = new Date();
const request = { dnsNames: ['a.b.svc'], algorithm: ALGORITHMS.ECDSA_P256, serviceDays: 365, now, random: systemRandom };
const numbers = (slots: Slots): number[] => generations(slots).map(({ number }) => number);

test('slots shift by one, and a number is never used again', () => {
  let slots = mintSlots(request);
  const seen = [numbers(slots)];
  for (let times = 0; times < 3; times += 1) {
    slots = rotate(slots, request);
    seen.push(numbers(slots));
  }
  expect(seen).toEqual([[1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5]]);
});

test('whatever serves before or after a rotation is trusted before and after it: any order of apply is safe', () => {
  const before = rotate(mintSlots(request), request);
  const after = rotate(before, request);
  for (const bundle of [before, after]) {
    for (const serving of [before.current, after.current]) {
      const roots = generations(bundle).map(({ ca }) => ca);
      expect(checkServing({ chain: [serving.certificate], roots, privateKey: serving.privateKey }, request.dnsNames, now)).toBeUndefined();
    }
  }
});

test('two rotations without an apply between them are one too many: the oldest server is no longer trusted', () => {
  const before = mintSlots(request);
  const after = rotate(rotate(before, request), request);
  expect(caBundle(after)).not.toContain(before.current.ca.toString());
});

test('the standby still has a whole service life left when it takes over', () => {
  const { current, standby } = mintSlots(request);
  const life = new Date(standby.certificate.validTo).getTime() - new Date(current.certificate.validTo).getTime();
  expect(Math.round(life / 86_400_000)).toBe(365);
});
