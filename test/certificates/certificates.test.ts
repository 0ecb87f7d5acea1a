// What npm run judge:certificates does with ten thousand configurations, openssl and Go: here with a few, and node
// alone. That faults are noticed is shown there, too.
import * as fc from 'fast-check';
import { expected } from './expectation';
import { nodeVerdict } from './node-verdict';
import { play } from './play';
import { configurations } from './random-configurations';
import { inOwnFolder } from './random-run';

test('any configuration yields certificates that verify, through all that happens to the state, or a refusal in one line', () => {
  const outcomes: string[] = [];
  fc.assert(
    fc.property(configurations({ rsa: false }), configuration => {
      const { outcome, faults, exhibits } = inOwnFolder(() => play(configuration));
      outcomes.push(outcome);
      expect([...faults, ...nodeVerdict(exhibits).map(({ exhibit: { what }, says }) => `${what}: ${says}`)]).toEqual(
        [],
      );
    }),
    { numRuns: 50 },
  );
  expect(outcomes.filter(outcome => outcome === 'accepted').length).toBeGreaterThan(10);
});

test('most configurations are drawn without a fault', () => {
  const drawn = fc.sample(configurations({ rsa: true }), 300).map(expected);
  expect(drawn.filter(expectation => expectation === 'accepted').length).toBeGreaterThan(100);
  expect(drawn.filter(expectation => expectation === 'refused').length).toBeGreaterThan(50);
});
