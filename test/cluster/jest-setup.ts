// Runs before the first test. Suites build what they need themselves (BUILD_LIMIT in builds.ts).
import { startFailures } from './failures';
import { startFigures } from './figures';
import { checkPrerequisites } from './prerequisites';
import { exitOnSignals } from './signals';
import { tearDownAbandoned } from './teardown';

export default async function setup(): Promise<void> {
  startFigures();
  startFailures();
  if (process.env['E2E_KUBECONFIG']) return;
  exitOnSignals();
  await checkPrerequisites();
  await tearDownAbandoned();
  process.stderr.write('\n');
}
