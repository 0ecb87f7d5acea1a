// After the last test: the figures, an end to what a failed test left running, and what failed.
import { printFailures } from './failures';
import { printFigures } from './figures';
import { tearDownOwned } from './teardown';

export default async function teardown(): Promise<void> {
  try {
    await tearDownOwned();
  } finally {
    printFigures();
    printFailures();
  }
}
