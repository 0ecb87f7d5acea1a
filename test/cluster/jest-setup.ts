// Before the first test: builds what is missing, so that no test's time limit includes a compiler.
import {
  AGE,
  AGE_KEYGEN,
  CERTIFICATE_VERIFIER,
  KUBE,
  KUBECTL,
  KUBESEAL,
  PAUSE,
  PROMETHEUS,
  PROMTOOL,
  SOPS,
  kubeApiserver,
} from './binaries';
import { archive, built } from './builds';
import { startFailures } from './failures';
import { startFigures } from './figures';
import { IMAGES } from './images';
import { checkPrerequisites } from './prerequisites';
import { tearDownOnSignals } from './signals';
import { tearDownAbandoned } from './teardown';
import { NEWEST_VERSION, OLDEST_VERSION } from './versions';

/** Programs that run beside the cluster, or without one. */
const CALLED_BY_TESTS = [PROMTOOL, KUBESEAL, SOPS, AGE, AGE_KEYGEN, CERTIFICATE_VERIFIER];

export default async function setup(): Promise<void> {
  startFigures();
  startFailures();
  if (process.env['E2E_KUBECONFIG']) return;
  tearDownOnSignals();
  await checkPrerequisites();
  await tearDownAbandoned();
  process.stderr.write('\n');
  for (const binary of [
    KUBE,
    KUBECTL,
    PAUSE,
    PROMETHEUS,
    kubeApiserver(OLDEST_VERSION),
    kubeApiserver(NEWEST_VERSION),
    ...CALLED_BY_TESTS,
  ])
    await built(binary);
  for (const image of Object.values(IMAGES)) await archive(image);
}
