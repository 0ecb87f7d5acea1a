import { existsSync, readdirSync, readFileSync, realpathSync, Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, ParseOptions, DocumentOptions, SchemaOptions } from 'yaml';
import { Json, JsonObject } from '../../kubernetes/manifest';
import { Given } from '../../verify/given';
import { fields, items, text } from '../../verify/json';
import { Refusal } from '../failure';

export interface Manifests {
  readonly given: readonly Given[];
  /** Files without Kubernetes objects. */
  readonly ignored: readonly string[];
  readonly unreadable: readonly Unreadable[];
}

export interface Unreadable {
  readonly file: string;
  readonly reason: string;
  /** Whether its text mentions an APIService, which then cannot be checked. */
  readonly ofApiService: boolean;
}

const STDIN = '-';
const MANIFEST = /\.(ya?ml|json)$/i;
const API_SERVICE = /\bkind["']?\s*:\s*["']?APIService\b/;

/** Reads all objects. A file in a folder may hold anything; a file that is named must be readable. */
export function readManifests(paths: readonly string[], input: () => string): Manifests {
  const given: Given[] = [];
  const ignored: string[] = [];
  const unreadable: Unreadable[] = [];
  for (const path of paths) {
    const isFolder = path !== STDIN && statOf(path).isDirectory();
    for (const file of isFolder ? filesBelow(path) : [path]) {
      const source = file === STDIN ? 'standard input' : file.replaceAll('\\', '/');
      const content = file === STDIN ? input() : readFileSync(file, 'utf8');
      const { objects, reason } = parse(content);
      if (reason !== undefined && !isFolder) {
        throw new Refusal(
          `${source} must be YAML, got ${reason}`,
          'render templates first: helm template, kubectl kustomize',
        );
      }
      if (reason !== undefined) {
        unreadable.push({ file: source, reason, ofApiService: API_SERVICE.test(content) });
      } else if (objects.length === 0) {
        ignored.push(source);
      }
      given.push(...objects.map(object => ({ object, source })));
    }
  }
  return { given, ignored, unreadable };
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

/** Sorted, so that a folder always gives the same report. Skips hidden folders and node_modules. */
function filesBelow(folder: string, above: readonly string[] = []): string[] {
  const real = realpathSync(folder);
  // A symbolic link may form a cycle.
  return above.includes(real)
    ? []
    : readdirSync(folder)
        .sort()
        .flatMap(name => {
          const path = join(folder, name);
          const stat = leadsTo(path);
          if (stat?.isDirectory()) {
            return name.startsWith('.') || name === 'node_modules' ? [] : filesBelow(path, [...above, real]);
          }
          return stat?.isFile() && MANIFEST.test(name) ? [path] : [];
        });
}

/** `undefined` for a dangling link. */
function leadsTo(path: string): Stats | undefined {
  return existsSync(path) ? statSync(path) : undefined;
}

/**
 * Like kubectl: YAML 1.1, where "yes" is true and the last of duplicate keys wins; dates and times stay text.
 * https://github.com/kubernetes-sigs/yaml/blob/v1.4.0/goyaml.v2/resolve.go
 */
const AS_KUBECTL: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  uniqueKeys: false,
  logLevel: 'silent',
  prettyErrors: true,
  customTags: tags =>
    tags.filter(tag => typeof tag === 'string' || (tag.tag !== 'tag:yaml.org,2002:timestamp' && tag.format !== 'TIME')),
};

interface Parsed {
  readonly objects: readonly JsonObject[];
  readonly reason: string | undefined;
}

function parse(content: string): Parsed {
  try {
    const documents = parseAllDocuments(content, AS_KUBECTL);
    const [error] = documents.flatMap(document => document.errors);
    return error
      ? { objects: [], reason: firstLine(error.message) }
      : { objects: documents.flatMap(document => objectsIn(document.toJS() as Json)), reason: undefined };
  } catch (error) {
    return { objects: [], reason: firstLine((error as Error).message) };
  }
}

const firstLine = (message: string): string => message.split('\n')[0]!.replace(/:$/, '');

/** The document itself, or the items of a list. */
function objectsIn(document: Json): JsonObject[] {
  if (text(document, 'apiVersion') === undefined || text(document, 'kind') === undefined) {
    return [];
  }
  const object = fields(document);
  return text(object, 'kind')!.endsWith('List') && Array.isArray(object.items)
    ? items(object.items).flatMap(objectsIn)
    : [object];
}
