import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forms, GOLDENS, layerOf, STORIES } from './forms';

/**
 * `npx tsx test/aggregation-layer/write-goldens.ts`: writes what the stories yield now. Review the difference like
 * code.
 */
for (const story of STORIES) {
  const folder = join(GOLDENS, story);
  readdirSync(folder)
    .filter(file => file !== 'layer.ts')
    .forEach(file => rmSync(join(folder, file)));
  for (const [file, text] of forms(layerOf(story))) {
    writeFileSync(join(folder, file), text);
  }
}
