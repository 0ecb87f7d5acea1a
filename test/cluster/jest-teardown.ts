// Runs after the last test: ends clusters that a failed test left, and prints the figures and the failures.
import { printFailures } from './failures';
import { printFigures } from './figures';
import { tearDownAbandoned, tearDownOwned } from './teardown';

export default async function teardown(): Promise<void> {
  try {
    await tearDownOwned();
    // The workers have ended by now.
    await tearDownAbandoned();
  } finally {
    printFigures();
    printFailures();
  }
}
