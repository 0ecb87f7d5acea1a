import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { render, Story, withoutKeys } from './render';
import { expectedFolder, stories } from './stories';

/** `npm run goldens`: writes what the stories yield now. Review the difference like code. */
for (const name of stories) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const files = withoutKeys(render(require(`./${name}/app`) as Story));
  rmSync(expectedFolder(name), { recursive: true, force: true });
  for (const [file, text] of files) {
    const path = join(expectedFolder(name), file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
