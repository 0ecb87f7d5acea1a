import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { render } from './render';
import { expectedFolder, golden, stories, storyNamed } from './stories';

/** `npm run goldens`: writes what the stories yield now. Review the difference like code. */
for (const name of stories) {
  rmSync(expectedFolder(name), { recursive: true, force: true });
  for (const [file, text] of golden(name, render(storyNamed(name)))) {
    const path = join(expectedFolder(name), file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
