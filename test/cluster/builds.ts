// Builds what is missing. A build is named by everything that it was made from, so that a change makes a new one and an
// old one is never wrong; it appears under its name only when it is complete.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Binary, IMAGE_WRITER } from './binaries';
import { run } from './command';
import { downloading } from './downloads';
import { CACHE } from './folders';
import type { Image } from './images';
import { step } from './progress';

/** Ends with the UUID of who writes it. */
const PARTIAL = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HOUR = 60 * 60 * 1000;

export async function built(binary: Binary): Promise<string> {
  const path = join(CACHE, 'bin', `${binary.name}-${binary.version}-${await fingerprint(binary)}`);
  return existing(path, `building ${binary.name} ${binary.version}`, async partial => {
    const module = await downloading(() => binary.module());
    // Static, so that it runs in an image that holds nothing else. Without the commit of a checkout, which git does not
    // tell to another than its owner.
    const args = [
      'build',
      '-trimpath',
      '-buildvcs=false',
      `-ldflags=${binary.ldflags}`,
      `-tags=${binary.tags ?? ''}`,
      '-o',
      partial,
      binary.package,
    ];
    await downloading(() => run('go', args, { cwd: module, env: { CGO_ENABLED: '0' } }));
  });
}

/** An archive that `ctr images import` reads. */
export async function archive(image: Image): Promise<string> {
  const binary = await built(image.binary);
  const writer = await built(IMAGE_WRITER);
  const made = createHash('sha256').update(
    [basename(binary), basename(writer), image.reference, image.path, image.user].join('\n'),
  );
  const path = join(CACHE, 'images', `${image.name}-${made.digest('hex').slice(0, 12)}.tar`);
  return existing(path, `writing image ${image.reference}`, async partial => {
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
      partial,
    ]);
  });
}

async function existing(path: string, what: string, make: (partial: string) => Promise<void>): Promise<string> {
  if (existsSync(path)) return path;
  const partial = `${path}.${randomUUID()}`;
  await mkdir(join(path, '..'), { recursive: true });
  try {
    await step(what, () => make(partial));
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
  return path;
}

/** What a process left that was killed while it built: a file that nobody has written to for an hour. */
export async function removeAbandonedBuilds(): Promise<void> {
  for (const folder of ['bin', 'images'].map(name => join(CACHE, name))) {
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const changed = PARTIAL.test(name) ? (await stat(path).catch(() => undefined))?.mtimeMs : undefined;
      if (changed !== undefined && Date.now() - changed > HOUR) await rm(path, { force: true });
    }
  }
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
