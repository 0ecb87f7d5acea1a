// The apps that the scanners get: every example, every story, and one server that follows all advice.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { run } from '../cluster/command';
import { REPOSITORY } from '../cluster/folders';
import { type Files, readFiles, render, type Story } from '../scenarios/render';
import { stories } from '../scenarios/stories';
import type { KubernetesObject } from './scanner';

export interface App {
  readonly name: string;
  /** Its TypeScript. */
  readonly source: string;
  /** As rendered. */
  readonly text: string;
  readonly objects: readonly KubernetesObject[];
  /** Whether it promises what the profile PRODUCTION promises. */
  readonly production: boolean;
}

/** Its author chose less: another profile, or a namespace that admits more than "restricted". */
const CHOOSES_LESS = /Profile\.(DEVELOPMENT|BARE)|'pod-security\.kubernetes\.io\/enforce': '(baseline|privileged)'/;

export async function apps(): Promise<App[]> {
  const examples = [
    'main.ts',
    ...readdirSync(join(REPOSITORY, 'examples'))
      .filter(file => file.endsWith('.ts'))
      .map(file => join('examples', file)),
  ];
  return [
    ...(await Promise.all(examples.map(async file => app(file, file, await runExample(file))))),
    ...stories.map(name => story(`story ${name}`, join('test', 'scenarios', name, 'app.ts'))),
  ];
}

export const STRICTEST = 'the strictest server';

/** Scanned without exceptions. */
export function strictest(): App {
  return story(STRICTEST, join('test', 'conformance', 'strictest.ts'));
}

function story(name: string, path: string): App {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return app(name, path, render(require(join(REPOSITORY, path)) as Story));
}

function app(name: string, path: string, files: Files): App {
  const source = readFileSync(join(REPOSITORY, path), 'utf8');
  const text = [...files.values()].join('---\n');
  const objects = parseAllDocuments(text).map(document => document.toJSON() as KubernetesObject);
  return { name, source, text, objects, production: !CHOOSES_LESS.test(source) };
}

/** In a process and a folder of its own, with keys that end with it. */
async function runExample(file: string): Promise<Files> {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  const outdir = join(folder, 'dist');
  try {
    await run(process.execPath, ['--import', require.resolve('tsx'), join(REPOSITORY, file)], {
      cwd: folder,
      env: {
        CDK8S_OUTDIR: outdir,
        EXTENSION_API_SERVER_PKI: 'ephemeral',
        TSX_TSCONFIG_PATH: join(REPOSITORY, 'tsconfig.json'),
      },
    });
    return readFiles(outdir);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
