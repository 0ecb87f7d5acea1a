import { Complaint, InvalidInput } from '../errors';
import { nearest } from './nearest';

/** A type that has no fields: text, a number, a quantity. */
export interface Scalar {
  /** What it must be, in a message: `text`, `true or false`. */
  readonly what: string;
  readonly fix: string;
  /** The value as it is emitted, undefined where it is none of the type. */
  readonly read: (value: unknown) => unknown;
}

/** Types by name. In a field's type `[Container]` is a list, `{string}` a map, and what ends in `!` must be given. */
export interface Types {
  readonly scalars: { readonly [name: string]: Scalar };
  readonly structs: { readonly [name: string]: { readonly [field: string]: string } };
  /** Who knows the fields of the structs, in a message. */
  readonly knownTo: string;
}

export interface Reading {
  readonly types: Types;
  /** Construct path, or the factory that got the value. */
  readonly where: string;
  /** Whether fields that must be given may still be missing, because others are laid below them. */
  readonly partial: boolean;
}

interface Fields {
  readonly [field: string]: unknown;
}

/** The value in the spelling of its type, or one line that says where it is wrong. */
export function readValue(reading: Reading, type: string, path: string, value: unknown): unknown {
  if (type.startsWith('[')) {
    return readList(reading, type.slice(1, -1), path, value);
  }
  if (type.startsWith('{')) {
    return readMap(reading, type.slice(1, -1), path, value);
  }
  const scalar = reading.types.scalars[type];
  return scalar ? readScalar(reading, scalar, path, value) : readStruct(reading, type, path, value);
}

function readList(reading: Reading, type: string, path: string, value: unknown): unknown {
  return Array.isArray(value)
    ? Array.from(value, (item, index) => readValue(reading, type, `${path}[${index}]`, item))
    : refuse(reading, wrongKind(path, 'a list', value, 'give a list: [ … ]'));
}

function readMap(reading: Reading, type: string, path: string, value: unknown): unknown {
  return isPlain(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, readValue(reading, type, `${path}.${key}`, item)]),
      )
    : refuse(reading, wrongKind(path, 'a map', value, "give a map: { key: 'value' }"));
}

function readScalar(reading: Reading, { what, fix, read }: Scalar, path: string, value: unknown): unknown {
  const result = read(value);
  return result === undefined
    ? refuse(reading, { must: `${path} must be ${what}`, got: what === TEXT ? kindOf(value) : shown(value), fix })
    : result;
}

function readStruct(reading: Reading, type: string, path: string, value: unknown): unknown {
  const fields = reading.types.structs[type] ?? {};
  const known = spellings(fields);
  if (!isPlain(value)) {
    const some = Object.keys(fields).slice(0, 3).join(', ');
    return refuse(reading, wrongKind(path, 'an object', value, `give its fields, such as ${some}`));
  }
  const result: { [field: string]: unknown } = {};
  for (const [given, inner] of Object.entries(value)) {
    const field = known.get(given.toLowerCase()) ?? refuse(reading, unknownField(reading, path, given, fields));
    if (inner === undefined) {
      continue;
    }
    if (field in result) {
      refuse(reading, { must: `${path} must hold ${field} once`, got: given, fix: 'drop one of the two spellings' });
    }
    result[field] = readValue(reading, fields[field]!.replace('!', ''), `${path}.${field}`, inner);
  }
  const missing = reading.partial ? undefined : required(fields).find(field => !(field in result));
  return missing === undefined
    ? result
    : refuse(reading, { must: `${path}.${missing} must be given`, got: undefined, fix: `add ${missing}` });
}

const required = (fields: { readonly [field: string]: string }): string[] =>
  Object.keys(fields).filter(field => fields[field]!.endsWith('!'));

/** Structs of other languages spell `hostIP` as `hostIp`. */
function spellings(fields: object): Map<string, string> {
  const known = SPELLINGS.get(fields) ?? new Map(Object.keys(fields).map(field => [field.toLowerCase(), field]));
  SPELLINGS.set(fields, known);
  return known;
}
const SPELLINGS = new WeakMap<object, Map<string, string>>();

/** As many names as a line can hold. */
const FEW = 8;

function unknownField({ types }: Reading, path: string, given: string, fields: Fields): Complaint {
  const names = Object.keys(fields);
  const meant = nearest(given, names);
  const rest = names.length > FEW ? 'check its spelling' : `use one of ${names.join(', ')}`;
  return {
    must: `${path} must hold fields that ${types.knownTo} knows`,
    got: given,
    fix: meant === undefined ? rest : `did you mean "${meant}"?`,
  };
}

function refuse({ where }: Reading, complaint: Complaint): never {
  throw new InvalidInput(where, complaint);
}

function wrongKind(path: string, what: string, value: unknown, fix: string): Complaint {
  return { must: `${path} must be ${what}`, got: kindOf(value), fix };
}

/** An object of a literal, of JSON or of another language, and not of a class whose fields nobody knows. */
function isPlain(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

export const TEXT = 'text';

/** Numbers and words are shown; text that stands where an object should may be a secret, and is named alone. */
function kindOf(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return TEXT;
    case 'number':
      return Number.isFinite(value) ? 'a number' : value;
    case 'object':
      return value === null ? null : nameOfObject(value);
    case 'boolean':
    case 'undefined':
      return value;
    default:
      return `a ${typeof value}`;
  }
}

function nameOfObject(value: object): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  const name = isPlain(value) ? '' : (value.constructor?.name ?? '');
  return name === '' ? 'an object' : `an instance of ${name}`;
}

function shown(given: unknown): unknown {
  const value = held(given);
  return typeof value === 'string' || typeof value === 'number' ? value : kindOf(given);
}

/** `k8s.Quantity` and `k8s.IntOrString` hold the value that they stand for. */
export function held(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !isPlain(value) && 'value' in value ? value.value : value;
}
