// Compiles the examples of README.md and of the API's comments against the compiled library, and translates them as users of other
// languages will see them. The package must find itself by its own name: hence the folder with a link.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve('build/snippets');
const self = resolve(folder, 'node_modules/cdk8s-extension-api-server');
mkdirSync(resolve(self, '..'), { recursive: true });
rmSync(self, { force: true });
symlinkSync(resolve('.'), self, 'junction');
const cache = resolve('build/snippets/cache.tabl.json');
try {
  execFileSync(process.execPath, ['node_modules/jsii-rosetta/bin/jsii-rosetta', 'extract', '--fail', '--compile', '--directory', folder, '--cache-to', cache, '.'], { stdio: 'inherit' });
} catch {
  process.exitCode = 1;
} finally {
  rmSync(self); // Whoever walks the tree after us would walk in a circle.
}
