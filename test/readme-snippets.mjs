// Compiles the examples of README.md and of the API's comments against the compiled library, and translates them as
// users of other languages will see them; compiles those of docs/ that are whole programs; and compiles the library's
// declarations as a project does that was set up by README, without the types of Node and without skipLibCheck. The
// package must find itself by its own name: hence the folder with a link.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

const folder = resolve('build/snippets');
const self = resolve(folder, 'node_modules/cdk8s-extension-api-server');
mkdirSync(resolve(self, '..'), { recursive: true });
rmSync(self, { force: true });
symlinkSync(resolve('.'), self, 'junction');
const cache = resolve('build/snippets/cache.tabl.json');
try {
  execFileSync(
    process.execPath,
    [
      'node_modules/jsii-rosetta/bin/jsii-rosetta',
      'extract',
      '--fail',
      '--compile',
      '--directory',
      folder,
      '--cache-to',
      cache,
      '.',
    ],
    { stdio: 'inherit' },
  );
  const tsc = (...args) =>
    execFileSync(
      process.execPath,
      [
        'node_modules/typescript/bin/tsc',
        '--ignoreConfig',
        '--noEmit',
        '--strict',
        '--target',
        'es2022',
        '--module',
        'node16',
        ...args,
      ],
      { stdio: 'inherit' },
    );
  const programs = readdirSync('docs', { recursive: true })
    .filter(file => file.endsWith('.md'))
    .flatMap(programsIn);
  tsc('--skipLibCheck', '--types', 'node', ...programs);
  tsc(resolve('build/lib/index.d.ts'));
} catch {
  process.exitCode = 1;
} finally {
  rmSync(self); // Otherwise a walk of the tree would never end.
}

/**
 * Each as a file of its own, named for its page and place; one that begins in the middle imports nothing and is not
 * meant to stand alone.
 */
function programsIn(page) {
  const blocks = [...readFileSync(resolve('docs', page), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
    ([, text]) => text,
  );
  return blocks
    .filter(text => text.startsWith('import '))
    .map((text, index) => {
      const file = resolve(folder, `${basename(page, '.md')}-${index + 1}.ts`);
      writeFileSync(file, text);
      return file;
    });
}
