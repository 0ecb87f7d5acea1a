// Before the first test: builds what is missing, so that no test's time limit includes a compiler.
import { KUBE, KUBECTL, PAUSE, PROMETHEUS, kubeApiserver } from './binaries';
import { archive, built } from './builds';
import { startFigures } from './figures';
import { IMAGES } from './images';
import { checkPrerequisites } from './prerequisites';
import { tearDownOnSignals } from './signals';
import { tearDownAbandoned } from './teardown';
import { NEWEST_VERSION, OLDEST_VERSION } from './versions';

export default async function setup(): Promise<void> {
  startFigures();
  if (process.env['E2E_KUBECONFIG']) return;
  tearDownOnSignals();
  await checkPrerequisites();
  await tearDownAbandoned();
  process.stderr.write('\n');
  for (const binary of [KUBE, KUBECTL, PAUSE, PROMETHEUS, kubeApiserver(OLDEST_VERSION), kubeApiserver(NEWEST_VERSION)]) await built(binary);
  for (const image of Object.values(IMAGES)) await archive(image);
}
