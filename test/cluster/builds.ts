// Builds a program when it is first needed. The name of a build contains a hash of all its inputs, so an old build is
// never wrong; a build appears under its name only when it is complete.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Binary, IMAGE_WRITER } from './binaries';
import { run } from './command';
import { downloading } from './downloads';
import { CACHE } from './folders';
import type { Image } from './images';
import { eventually } from './eventually';
import { step } from './progress';
import { isBuiltElsewhere, newBuildFolder } from './unfinished-builds';

const HOUR = 60 * 60 * 1000;

/**
 * jest's time limit for hooks that may build: Kubernetes takes five minutes on two idle cores, and more on busy ones.
 */
export const BUILD_LIMIT = 2 * HOUR;

export async function built(binary: Binary): Promise<string> {
  const path = join(CACHE, 'bin', `${binary.name}-${binary.version}-${await fingerprint(binary)}`);
  return existing(path, `building ${binary.name} ${binary.version}`, async (output, folder) => {
    const module = await downloading(() => binary.module());
    // CGO_ENABLED=0 links statically: the image contains no libraries. -buildvcs=false: git refuses to read a checkout
    // that belongs to another user.
    const args = [
      'build',
      '-trimpath',
      '-buildvcs=false',
      `-ldflags=${binary.ldflags}`,
      `-tags=${binary.tags ?? ''}`,
      '-o',
      output,
      binary.package,
    ];
    // GOTMPDIR: go leaves its temporary files where it is interrupted early.
    await downloading(() => run('go', args, { cwd: module, env: { CGO_ENABLED: '0', GOTMPDIR: folder } }));
  });
}

/** Builds the image's binary, and returns the path of an archive that `ctr images import` reads. */
export async function archive(image: Image): Promise<string> {
  const binary = await built(image.binary);
  const writer = await built(IMAGE_WRITER);
  const made = createHash('sha256').update(
    [basename(binary), basename(writer), image.reference, image.path, image.user].join('\n'),
  );
  const path = join(CACHE, 'images', `${image.name}-${made.digest('hex').slice(0, 12)}.tar`);
  return existing(path, `writing image ${image.reference}`, async output => {
    await run(writer, [
      '-binary',
      binary,
      '-path',
      image.path,
      '-user',
      image.user,
      '-ref',
      image.reference,
      '-out',
      output,
    ]);
  });
}

async function existing(
  path: string,
  what: string,
  make: (output: string, folder: string) => Promise<void>,
): Promise<string> {
  if (existsSync(path)) return path;
  const folder = newBuildFolder(path);
  const output = join(folder, basename(path));
  await mkdir(folder, { recursive: true });
  try {
    if (isBuiltElsewhere(path, folder))
      await step(`${what}, in another process`, () =>
        eventually('it ends', () => Promise.resolve(!isBuiltElsewhere(path, folder)), BUILD_LIMIT / 1000),
      );
    if (!existsSync(path)) {
      await step(what, () => make(output, folder));
      await rename(output, path);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return path;
}

async function fingerprint(binary: Binary): Promise<string> {
  const hash = createHash('sha256').update(
    [await goVersion(), binary.package, binary.ldflags, binary.tags ?? ''].join('\n'),
  );
  for (const source of binary.sources) {
    for (const file of await filesIn(source)) hash.update(`${basename(file)}\n`).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 12);
}

async function filesIn(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  return (await readdir(path)).sort().map(name => join(path, name));
}

let compiler: Promise<string> | undefined;
function goVersion(): Promise<string> {
  compiler ??= run('go', ['version']);
  return compiler;
}
