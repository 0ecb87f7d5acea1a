import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { App, AppProps } from 'cdk8s';
import { PkiForTestsOnly } from 'cdk8s-extension-api-server';

/** A story is a folder with this in its `app.ts`, and its golden in `expected/`. */
export interface Story {
  readonly props?: AppProps;
  readonly build: (app: App) => void;
}

export type Files = ReadonlyMap<string, string>;

/** Synthesizes with fixture certificates, which never change, and returns what was written. */
export function render({ build, props }: Story): Files {
  const outdir = mkdtempSync(join(tmpdir(), 'scenario-'));
  try {
    const app = new App({ ...props, outdir });
    PkiForTestsOnly.useIn(app);
    build(app);
    app.synth();
    return readFiles(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export function readFiles(folder: string): Files {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return new Map(
    files
      .map(entry => join(entry.parentPath, entry.name))
      .sort()
      .map(file => [relative(folder, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  );
}
