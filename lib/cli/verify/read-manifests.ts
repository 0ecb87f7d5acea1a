import { readFileSync, statSync } from 'node:fs';
import { InputObject } from '../../verify/input';
import { visible } from '../../verify/visible';
import { Refusal } from '../failure';
import { COMMAND } from '../../command';
import { filesBelow, MOST_BYTES, readAtMost, topOf, Unrendered } from './manifest-files';
import { parseManifests } from './parse-manifests';

export interface Manifests {
  readonly objects: readonly InputObject[];
  /** Files without Kubernetes objects. */
  readonly ignored: readonly string[];
  readonly unreadable: readonly Unreadable[];
  /** Folders that must be rendered first. */
  readonly unrendered: readonly Unrendered[];
}

export interface Unreadable {
  readonly file: string;
  readonly reason: string;
  /** Whether its text mentions an APIService, which then cannot be checked. */
  readonly ofApiService: boolean;
  readonly isTemplate: boolean;
}

/** Reads at most so many bytes of standard input. */
export type ReadInput = (most: number) => Buffer | undefined;

const STDIN = '-';
const API_SERVICE = /\bkind["']?\s*:\s*["']?APIService\b/;

/** Reads all objects. A file in a folder may hold anything; a file that is named must be readable. */
export function readManifests(paths: readonly string[], input: ReadInput): Manifests {
  const objects: InputObject[] = [];
  const ignored: string[] = [];
  const unreadable: Unreadable[] = [];
  const unrendered: Unrendered[] = [];
  let left = MOST_BYTES;
  for (const path of paths) {
    const isFolder = path !== STDIN && statOf(path).isDirectory();
    const content = isFolder ? filesBelow(path) : { files: [path], unrendered: [] };
    unrendered.push(...content.unrendered);
    for (const file of content.files) {
      const source = file === STDIN ? 'standard input' : file.replaceAll('\\', '/');
      const bytes = file === STDIN ? input(left) : readAtMost(file, left);
      if (bytes === undefined) {
        throw new Refusal(
          `the manifests must be at most ${MOST_BYTES / 1024 / 1024} MiB together, got more in ${visible(source)}`,
          'name the folder with the rendered manifests alone',
        );
      }
      left -= bytes.length;
      const { objects: found, reason, isTemplate = false } = parseManifests(bytes);
      if (reason !== undefined && !isFolder) {
        throw unreadableFile(source, reason, isTemplate);
      }
      if (reason !== undefined) {
        unreadable.push({ file: source, reason, ofApiService: API_SERVICE.test(bytes.toString('utf8')), isTemplate });
      } else if (found.length === 0) {
        ignored.push(source);
      }
      objects.push(...found.map(object => ({ object, source })));
    }
  }
  return { objects, ignored, unreadable, unrendered };
}

function unreadableFile(source: string, reason: string, isTemplate: boolean): Refusal {
  return isTemplate
    ? new Refusal(
        `${source} must be rendered before it is verified, got ${reason}`,
        'render templates first: helm template, kubectl kustomize',
      )
    : new Refusal(`${source} must be YAML or JSON, got ${reason}`, 'correct it');
}

function statOf(path: string): ReturnType<typeof statSync> & object {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    throw new Refusal(
      `${path} must be a folder or a file that exists`,
      'name the folder that holds the manifests, such as dist',
    );
  }
  return stat;
}

const mentionsApiService = ({ files }: Unrendered): boolean =>
  files.some(file => statSync(file).size <= MOST_BYTES && API_SERVICE.test(readFileSync(file, 'utf8')));

/** The one hint for folders that are input of kustomize or Helm, if an APIService may come from them. */
export function mustRender({ unrendered }: Manifests, found: number): Refusal | undefined {
  const top = topOf(unrendered);
  return top && (found === 0 || unrendered.some(mentionsApiService))
    ? new Refusal(
        `${top.folder} must be rendered before it is verified, got ${top.file}`,
        `${top.command} | ${COMMAND} verify -`,
      )
    : undefined;
}
