import { endingNotice, overdueComplaint, REISSUE, remainingLife, remedy, rotation } from '../../lib/pki/remaining-life';

const DAY = 24 * 60 * 60 * 1000;
const END = new Date('2027-11-21T15:00:00Z');
const before = (days: number): Date => new Date(END.getTime() - days * DAY);
const validFor = (days: number): { notBefore: Date; notAfter: Date } => ({ notBefore: before(days), notAfter: END });

/** Days left at which the next verdict begins. */
const LIVES = [
  { sentence: 'a year: a month before its end, and a week', days: 365, soon: 30, overdue: 7 },
  { sentence: 'ten years: no earlier', days: 3650, soon: 30, overdue: 7 },
  { sentence: 'ninety days: the last third is a month', days: 90, soon: 30, overdue: 7 },
  { sentence: 'sixty days: the last third and the last tenth', days: 60, soon: 20, overdue: 6 },
  { sentence: 'a day: the last eight hours', days: 1, soon: 1 / 3, overdue: 1 / 10 },
];

const A_MINUTE = 1 / (24 * 60);

test.each(LIVES)('a certificate that lives $sentence', ({ days, soon, overdue }) => {
  const at = (left: number): string => remainingLife(validFor(days), before(left)).verdict;
  expect([
    at(days),
    at(soon + A_MINUTE),
    at(soon - A_MINUTE),
    at(overdue + A_MINUTE),
    at(overdue - A_MINUTE),
    at(-1),
  ]).toEqual(['fine', 'fine', 'soon', 'soon', 'overdue', 'overdue']);
});

test('a certificate that is not valid yet is fine here: other checks refuse it', () => {
  expect(remainingLife(validFor(365), before(400))).toEqual({ verdict: 'fine', daysLeft: 400, notAfter: END });
});

const rotate = rotation('wardle/api');
const SENTENCES = [
  { left: 31, notice: undefined, complaint: undefined },
  { left: 29.5, notice: 'the serving certificate ends on 2027-11-21, in 29 days; ', complaint: undefined },
  {
    left: 1.5,
    notice: 'the serving certificate ends on 2027-11-21, in 1 day; ',
    complaint: 'one that ends on 2027-11-21, in 1 day',
  },
  {
    left: 0.5,
    notice: 'the serving certificate ends on 2027-11-21, in less than a day; ',
    complaint: 'one that ends on 2027-11-21, in less than a day',
  },
  { left: -3, notice: 'the serving certificate ended on 2027-11-21; ', complaint: 'one that ended on 2027-11-21' },
];

test.each(SENTENCES)('with $left days left the notice is: $notice', ({ left, notice, complaint }) => {
  const life = remainingLife(validFor(365), before(left));
  expect(endingNotice(life, REISSUE)).toBe(notice && `${notice}have a new one issued and pass it`);
  expect(overdueComplaint(life, rotate)).toEqual(
    complaint && {
      must: 'certificate must not be this near to its end',
      got: complaint,
      fix: 'run "npx cdk8s-extension-api-server pki rotate wardle/api", synthesize, commit and apply',
    },
  );
});

test('the remedy is one rotation, then two, and at last a new set', () => {
  const standby = validFor(2 * 365);
  expect([365, 31, 29, -1].map(left => remedy(standby, before(left)))).toEqual([
    'rotate',
    'rotate',
    'rotate-twice',
    'mint-again',
  ]);
});
