import { closeSync, existsSync, openSync, readdirSync, readSync, realpathSync, Stats, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fields, items } from '../../verify/json';
import { Refusal } from '../failure';
import { parseManifests } from './parse-manifests';

/** A folder whose files are the input of another tool. */
export interface Unrendered {
  readonly folder: string;
  /** The file by which the tool is known. */
  readonly file: string;
  /** The command that renders the folder. */
  readonly command: string;
  /** Folders that this one includes. */
  readonly includes: readonly string[];
  readonly files: readonly string[];
}

export interface FolderContent {
  readonly files: readonly string[];
  readonly unrendered: readonly Unrendered[];
}

const MANIFEST = /\.(ya?ml|json)$/i;
const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const CHART = 'Chart.yaml';
/** More files than any release has, and few enough to end within seconds. */
const MOST_FILES = 20_000;
/** A thousand servers are 10 MiB. */
export const MOST_BYTES = 32 * 1024 * 1024;

/** The manifests below a folder. Follows symbolic links, and enters every folder once: links may form cycles. */
export function filesBelow(folder: string): FolderContent {
  const files: string[] = [];
  const unrendered: Unrendered[] = [];
  const entered = new Set<string>();
  const enter = (path: string): void => {
    const real = realpathSync(path);
    if (entered.has(real)) {
      return;
    }
    entered.add(real);
    const names = readdirSync(path).sort();
    const input = unrenderedIn(path, names);
    if (input) {
      unrendered.push(input);
      return;
    }
    for (const name of names) {
      const child = join(path, name);
      const stat = leadsTo(child);
      if (stat?.isDirectory() && !name.startsWith('.') && name !== 'node_modules') {
        enter(child);
      } else if (stat?.isFile() && MANIFEST.test(name) && !KUSTOMIZATIONS.includes(name)) {
        files.push(child);
      }
      if (files.length > MOST_FILES) {
        throw new Refusal(
          `${folder} must hold at most ${MOST_FILES} manifests, got more`,
          'name the folder with the rendered manifests',
        );
      }
    }
  };
  enter(folder);
  return { files, unrendered };
}

/** `undefined` for a dangling link. */
function leadsTo(path: string): Stats | undefined {
  return existsSync(path) ? statSync(path) : undefined;
}

function unrenderedIn(folder: string, names: readonly string[]): Unrendered | undefined {
  const manifests = names.filter(name => MANIFEST.test(name)).map(name => join(folder, name));
  if (names.includes(CHART) && names.includes('templates')) {
    const templates = join(folder, 'templates');
    const files = existsSync(templates) ? filesIn(templates) : [];
    return { folder, file: CHART, command: `helm template ${folder}`, includes: [], files };
  }
  const file = KUSTOMIZATIONS.find(name => names.includes(name));
  if (file === undefined) {
    return undefined;
  }
  const kustomization = fields(parseKustomization(join(folder, file)));
  const resources = items(kustomization.resources).filter(one => typeof one === 'string');
  const isPlain =
    Object.keys(kustomization).every(key => PLAIN.includes(key)) &&
    resources.every(path => !relative(folder, join(folder, path)).startsWith('..') && existsSync(join(folder, path)));
  const includes = [...resources, ...items(kustomization.bases), ...items(kustomization.components)].map(path =>
    resolve(folder, String(path)),
  );
  return isPlain ? undefined : { folder, file, command: `kubectl kustomize ${folder}`, includes, files: manifests };
}

/** A kustomization with nothing else changes nothing: its files are what is applied. */
const PLAIN = ['apiVersion', 'kind', 'metadata', 'resources'];

function parseKustomization(path: string): ReturnType<typeof fields> {
  const bytes = readAtMost(path, MOST_BYTES);
  const [found] = bytes === undefined ? [] : parseManifests(withKind(bytes)).objects;
  return found ?? { unreadable: true };
}

/** kustomize takes a file without apiVersion and kind. */
function withKind(bytes: Buffer): Buffer {
  const content = bytes.toString('utf8');
  const lines = [
    ...(/^kind:/m.test(content) ? [] : ['kind: Kustomization\n']),
    ...(/^apiVersion:/m.test(content) ? [] : ['apiVersion: kustomize.config.k8s.io/v1beta1\n']),
  ];
  return Buffer.from(lines.join('') + content.replace(/^---\n/, ''));
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .sort()
    .map(name => join(folder, name))
    .filter(path => leadsTo(path)?.isFile());

/** The folder to render: one that no other includes. */
export function topOf(unrendered: readonly Unrendered[]): Unrendered | undefined {
  const included = new Set(unrendered.flatMap(({ includes }) => includes));
  return unrendered.find(({ folder }) => !included.has(resolve(folder))) ?? unrendered[0];
}

/** The content of a file, or nothing if there are more bytes. A pipe has no size, so it is read in pieces. */
export function readAtMost(path: string | number, most: number): Buffer | undefined {
  const file = typeof path === 'number' ? path : openSync(path, 'r');
  try {
    const pieces: Buffer[] = [];
    let size = 0;
    for (;;) {
      const piece = Buffer.allocUnsafe(1024 * 1024);
      const read = readPiece(file, piece);
      if (read === 0) {
        return Buffer.concat(pieces);
      }
      size += read;
      if (size > most) {
        return undefined;
      }
      pieces.push(piece.subarray(0, read));
    }
  } finally {
    if (typeof path !== 'number') {
      closeSync(file);
    }
  }
}

/** Standard input may not be ready yet, or may end with an error on Windows. */
function readPiece(file: number, piece: Buffer): number {
  for (;;) {
    try {
      return readSync(file, piece, 0, piece.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') {
        return 0;
      }
      if (code !== 'EAGAIN') {
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
