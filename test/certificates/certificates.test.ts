// npm run conformance:certificates verifies ten thousand configurations with node, openssl and Go, and plants faults.
// Here are a few configurations, with node alone.
import * as fc from 'fast-check';
import { expected } from './expectation';
import { nodeRejections } from './node-verifier';
import { runConfiguration } from './run-configuration';
import { configurations } from './random-configurations';
import { inOwnFolder } from './random-run';

test('random configurations yield certificates that verify after every change of the state, or one line', () => {
  const outcomes: string[] = [];
  fc.assert(
    fc.property(configurations({ rsa: false }), configuration => {
      const { outcome, faults, pairs } = inOwnFolder(() => runConfiguration(configuration));
      outcomes.push(outcome);
      expect([...faults, ...nodeRejections(pairs).map(({ pair: { what }, says }) => `${what}: ${says}`)]).toEqual([]);
    }),
    { numRuns: 50 },
  );
  expect(outcomes.filter(outcome => outcome === 'accepted').length).toBeGreaterThan(10);
});

test('300 random configurations: more than 100 must be accepted, and more than 50 refused', () => {
  const drawn = fc.sample(configurations({ rsa: true }), 300).map(expected);
  expect(drawn.filter(expectation => expectation === 'accepted').length).toBeGreaterThan(100);
  expect(drawn.filter(expectation => expectation === 'refused').length).toBeGreaterThan(50);
});
