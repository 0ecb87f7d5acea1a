import { DocumentOptions, isCollection, parseAllDocuments, ParseOptions, SchemaOptions, visit } from 'yaml';
import { Json, JsonObject } from '../../kubernetes/manifest';
import { fields, items, text } from '../../verify/json';

export interface Parsed {
  readonly objects: readonly JsonObject[];
  /** Why the text is not readable. */
  readonly reason?: string;
  /** Whether a tool should have rendered the text first. */
  readonly isTemplate?: boolean;
}

/** No Kubernetes object is nested as deeply, and parsers recurse. */
const DEEPEST = 500;
/** kube-apiserver takes requests of 3 MiB. */
const LONGEST_DOCUMENT = 4 * 1024 * 1024;
/** YAML takes 20 µs a line. A thousand servers are half of it. */
const MOST_LINES = 1_000_000;

/** Reads manifests as kubectl does: YAML documents, JSON documents one after another, or lists of either. */
export function parseManifests(bytes: Buffer): Parsed {
  const content = decode(bytes);
  if (content === undefined) {
    return { objects: [], reason: 'bytes that are neither UTF-8 nor UTF-16 with a byte order mark' };
  }
  try {
    const values = parseJson(content) ?? parseYaml(content);
    return { objects: values.flatMap(value => objectsIn(value)) };
  } catch (error) {
    if (error instanceof Unreadable) {
      return { objects: [], reason: error.message, isTemplate: error.isTemplate };
    }
    const { message } = error as Error;
    return { objects: [], reason: isTooDeep(message) ? TOO_DEEP : firstLine(message) };
  }
}

class Unreadable extends Error {
  constructor(
    message: string,
    readonly isTemplate = false,
  ) {
    super(message);
  }
}

const TOO_DEEP = `more than ${DEEPEST} levels of nesting`;

/** PowerShell writes UTF-16 with `>`, and kubectl reads it. */
function decode(bytes: Buffer): string | undefined {
  const encoding = ENCODINGS.find(({ mark }) => bytes.subarray(0, mark.length).equals(mark));
  try {
    return new TextDecoder(encoding?.name ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const ENCODINGS = [
  { name: 'utf-16le', mark: Buffer.from([0xff, 0xfe]) },
  { name: 'utf-16be', mark: Buffer.from([0xfe, 0xff]) },
];

/** The values of a JSON stream, or nothing if the text is no such stream. */
function parseJson(content: string): Json[] | undefined {
  if (!/^\s*\{\s*("|\})/.test(content)) {
    return undefined;
  }
  const values: Json[] = [];
  try {
    for (const document of jsonDocuments(content)) {
      values.push(JSON.parse(document) as Json);
    }
    return values;
  } catch (error) {
    if (error instanceof Unreadable) {
      throw error;
    }
    return undefined;
  }
}

/** Cuts concatenated JSON objects apart. */
function* jsonDocuments(content: string): Generator<string> {
  let [depth, start, inText] = [0, 0, false];
  for (let at = 0; at < content.length; at++) {
    const character = content[at];
    if (inText) {
      if (character === '\\') {
        at++;
      } else if (character === '"') {
        inText = false;
      }
    } else if (character === '"') {
      inText = true;
    } else if (character === '{' || character === '[') {
      depth++;
      if (depth > DEEPEST) {
        throw new Unreadable(TOO_DEEP);
      }
    } else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0) {
        yield content.slice(start, at + 1);
        start = at + 1;
      }
    }
  }
  if (content.slice(start).trim() !== '') {
    yield content.slice(start);
  }
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

/** One document at a time: the syntax tree of a whole release would take a hundred times the memory of its text. */
function parseYaml(content: string): Json[] {
  if (count(content, /[\n,]/g) > MOST_LINES) {
    throw new Unreadable(`more than ${MOST_LINES} lines of YAML`);
  }
  const values: Json[] = [];
  let line = 0;
  for (const part of content.split(/^(?=---(?:\s|$))/m)) {
    if (!/^(\s*(#.*|%.*|---)?\n?)*$/.test(part.length < 1000 ? part : 'x')) {
      values.push(...parsePart(part, line));
    }
    line += count(part, /\n/g);
  }
  return values;
}

function count(content: string, pattern: RegExp): number {
  let found = 0;
  pattern.lastIndex = 0;
  while (pattern.test(content)) {
    found++;
  }
  return found;
}

function parsePart(part: string, line: number): Json[] {
  if (part.length > LONGEST_DOCUMENT) {
    throw new Unreadable(`a document of more than ${LONGEST_DOCUMENT / 1024 / 1024} MiB`);
  }
  checkDepth(part);
  const documents = parseAllDocuments(part, AS_KUBECTL);
  const [error] = documents.flatMap(document => document.errors);
  const template = templateIn(part, line);
  if (error) {
    throw template ?? new Unreadable(isTooDeep(error.message) ? TOO_DEEP : movedBy(line, firstLine(error.message)));
  }
  return documents.map(document => {
    if (template && hasCollectionKey(document)) {
      throw template;
    }
    return document.toJS() as Json;
  });
}

/** The parser reports an overflow of the stack as a fault of the text. */
const isTooDeep = (message: string): boolean => message.startsWith('Maximum call stack');

const firstLine = (message: string): string => message.split('\n')[0]!.replace(/:$/, '');
const movedBy = (lines: number, message: string): string =>
  message.replace(/ at line (\d+)/, (_, line: string) => ` at line ${Number(line) + lines}`);

function checkDepth(part: string): void {
  let [depth, deepest] = [0, 0];
  for (let at = 0; at < part.length; at++) {
    const character = part[at];
    if (character === '{' || character === '[') {
      deepest = Math.max(deepest, ++depth);
    } else if ((character === '}' || character === ']') && depth > 0) {
      depth--;
    }
  }
  if (deepest > DEEPEST || /(?:[-?] ){100}/.test(part)) {
    throw new Unreadable(TOO_DEEP);
  }
}

/** The first `{{ … }}`, which Helm or a script should have replaced. */
function templateIn(part: string, lines: number): Unreadable | undefined {
  const found = /^(?!\s*#)(.*?)(\{\{.*?(?:\}\}|$))/m.exec(part);
  if (!found) {
    return undefined;
  }
  const [, before = '', placeholder = ''] = found;
  const shown = placeholder.length > 60 ? `${placeholder.slice(0, 60)}…` : placeholder;
  const line = lines + part.slice(0, found.index).split('\n').length;
  return new Unreadable(`the placeholder ${shown} at line ${line}, column ${before.length + 1}`, true);
}

/** `{{ x }}` without quotes is a mapping whose key is a mapping, which kubectl refuses. */
function hasCollectionKey(document: Parameters<typeof visit>[0]): boolean {
  let found = false;
  visit(document, {
    Pair: (_, pair) => {
      found ||= isCollection(pair.key);
      return found ? visit.BREAK : undefined;
    },
  });
  return found;
}

/** The document itself, or the items of a list. In a typed list, such as a SecretList, items need no kind. */
function objectsIn(document: Json, kind?: string, apiVersion?: string, depth = 0): JsonObject[] {
  const found = { apiVersion: text(document, 'apiVersion') ?? apiVersion, kind: text(document, 'kind') ?? kind };
  if (found.apiVersion === undefined || found.kind === undefined || depth > DEEPEST) {
    return [];
  }
  const object: JsonObject = { ...fields(document), ...found };
  if (!found.kind.endsWith('List') || !Array.isArray(object.items)) {
    return [object];
  }
  const isTyped = found.kind !== 'List';
  return items(object.items).flatMap(item =>
    isTyped
      ? objectsIn(item, found.kind!.slice(0, -'List'.length), found.apiVersion, depth + 1)
      : objectsIn(item, undefined, undefined, depth + 1),
  );
}
