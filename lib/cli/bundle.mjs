// Bundles the command line program into one file, so that users of the construct do not install its libraries. Writes
// the libraries' licences beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = resolve(process.argv[2] ?? join(root, 'build/cli'));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['lib/cli/main.ts'],
  outfile: join(folder, 'main.js'),
  bundle: true,
  minify: true,
  keepNames: true,
  metafile: true,
  platform: 'node',
  target: 'node20.16',
  format: 'cjs',
  legalComments: 'none',
  define: { PACKAGE_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
});

const packages = [
  ...new Set(Object.keys(metafile.inputs).flatMap(file => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [])),
].sort();
const licence = name => {
  const path = join(root, name);
  const { name: title, version: release, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const text = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license'].flatMap(file => {
    try {
      return [readFileSync(join(path, file), 'utf8').trim()];
    } catch {
      return [];
    }
  })[0];
  return `${title} ${release} (${license})\n\n${text ?? ''}\n`;
};
writeFileSync(join(folder, 'LICENSES.txt'), packages.map(licence).join(`\n${'-'.repeat(80)}\n\n`));
