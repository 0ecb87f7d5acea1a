import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach(folder => rmSync(folder, { recursive: true, force: true })));

/** An empty folder that is gone when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pki-'));
  folders.push(folder);
  return folder;
}

/** A temporary folder with these files. */
export function folderOf(files: { readonly [path: string]: string }): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Everything below a folder: names, modes, times of change and contents. Equal trees mean that nothing was written. */
export function tree(folder: string): { readonly [path: string]: string } {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true }).map(entry => {
      const path = join(entry.parentPath, entry.name);
      const { mode, mtimeMs } = statSync(path);
      return [
        relative(folder, path),
        `${mode.toString(8)} ${mtimeMs} ${entry.isDirectory() ? '' : readFileSync(path, 'utf8')}`,
      ];
    }),
  );
}

export function files(folder: string): string[] {
  return Object.keys(tree(folder))
    .filter(path => statSync(join(folder, path)).isFile())
    .sort();
}

/** The message that `act` throws, with `folder` called `pki`; "nothing was thrown" if nothing was. */
export function messageOf(act: () => unknown, folder = ''): string {
  try {
    act();
  } catch (error) {
    const message =
      (error as Error).name === 'InvalidInput' ? (error as Error).message : `not a refusal: ${(error as Error).stack}`;
    return folder ? message.replaceAll(folder, 'pki') : message;
  }
  return 'nothing was thrown';
}
