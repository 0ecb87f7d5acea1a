// The scanners that are written in Go. Each has a module of its own, because their dependencies conflict.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binary } from '../cluster/binaries';
import { built } from '../cluster/builds';

export interface GoProgram {
  readonly version: string;
  readonly path: () => Promise<string>;
}

/** `module` is the one whose version counts; go.mod is the only place that says it. */
export function goProgram(folder: string, module: string, goPackage: string, ...sources: string[]): GoProgram {
  const root = join(__dirname, 'go', folder);
  const version = new RegExp(`${module} v(\\S+)`).exec(readFileSync(join(root, 'go.mod'), 'utf8'))?.[1];
  if (version === undefined) throw new Error(`go.mod must require ${module}, got none in ${root}; go get it`);
  const binary: Binary = {
    name: folder,
    version,
    package: goPackage,
    ldflags: '-s -w',
    module: () => Promise.resolve(root),
    sources: ['go.mod', 'go.sum', ...sources].map(file => join(root, file)),
  };
  return { version, path: () => built(binary) };
}
