// After the last test: the figures, and an end to what a failed test left running.
import { printFigures } from './figures';
import { tearDownOwned } from './teardown';

export default async function teardown(): Promise<void> {
  await tearDownOwned();
  printFigures();
}
