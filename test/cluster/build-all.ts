// npm run e2e:build: builds every program and image of the cluster tests in advance.
import * as binaries from './binaries';
import { archive, built } from './builds';
import { IMAGES } from './images';
import { exitOnSignals } from './signals';
import { NEWEST_VERSION, OLDEST_VERSION } from './versions';

async function main(): Promise<void> {
  exitOnSignals();
  const { kubeApiserver, ...programs } = binaries;
  for (const binary of [...Object.values(programs), kubeApiserver(OLDEST_VERSION), kubeApiserver(NEWEST_VERSION)])
    await built(binary);
  for (const image of Object.values(IMAGES)) await archive(image);
}

main().catch((error: Error) => {
  process.stderr.write(`error: ${error.message}\n`);
  process.exit(1);
});
