import { Complaint, InvalidInput } from '../errors';
import { nearest } from './nearest';

/** A type that has no fields: text, a number, a quantity. */
export interface Scalar {
  /** The type in a message: `text`, `true or false`. */
  readonly what: string;
  readonly fix: string;
  /** The value as it is emitted, undefined where it is none of the type. */
  readonly read: (value: unknown) => unknown;
  /** The rule for a key in a map of such values. */
  readonly key?: KeyForm;
}

export interface KeyForm {
  readonly what: string;
  readonly fix: string;
  readonly is: (key: string) => boolean;
}

/** cdk8s fails at what every object of JavaScript has, and readers of YAML 1.1 merge the other. */
const ANY_KEY: KeyForm = {
  what: 'a word without a meaning to JavaScript or YAML',
  fix: 'use another key',
  is: key => !(key in {}) && key !== '<<',
};

/** Fields of a struct, each with its type: `[Container]` is a list, `{string}` a map, and `!` ends what must be given. */
export interface Fields {
  readonly [field: string]: string;
}

export interface Field {
  readonly name: string;
  readonly type: string;
}

/** The types that a value may have. */
export interface Types {
  readonly scalars: { readonly [name: string]: Scalar };
  /** The field that a spelling means. */
  readonly field: (struct: string, spelling: string) => Field | undefined;
  readonly names: (struct: string) => readonly string[];
  readonly required: (struct: string) => readonly string[];
  /** Whether an empty list is the same as none. */
  readonly dropsEmptyLists: boolean;
  /** How a message calls the fields of a struct. */
  readonly fieldsOf: (struct: string) => string;
}

export interface Reading {
  readonly types: Types;
  /** Construct path, or the factory that got the value. */
  readonly where: string;
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
  return scalar ? readScalar(reading, scalar, path, value) : readStruct(reading, type, path, value, `${path}.`);
}

function readList(reading: Reading, type: string, path: string, value: unknown): unknown {
  return Array.isArray(value)
    ? Array.from(value, (item, index) => readValue(reading, type, `${path}[${index}]`, item))
    : refuse(reading, wrongKind(path, 'a list', value, 'give a list: [ … ]'));
}

function readMap(reading: Reading, type: string, path: string, value: unknown): unknown {
  if (!isPlain(value)) {
    return refuse(reading, wrongKind(path, 'a map', value, "give a map: { key: 'value' }"));
  }
  for (const { what, fix, is } of [ANY_KEY, reading.types.scalars[type]?.key ?? ANY_KEY]) {
    const wrong = Object.keys(value).find(key => !is(key));
    if (wrong !== undefined) {
      refuse(reading, { must: `each key of ${path} must be ${what}`, got: wrong, fix });
    }
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, readValue(reading, type, `${path}.${key}`, item)]),
  );
}

function readScalar(reading: Reading, { what, fix, read }: Scalar, path: string, value: unknown): unknown {
  const result = read(value);
  return result === undefined
    ? refuse(reading, {
        must: `${path} must be ${what}`,
        got: what === TEXT ? kindOf(value) : shown(value),
        fix: value === undefined ? 'give a value, or leave it out' : fix,
      })
    : result;
}

/** `inside` is what a message puts in front of the struct's fields. */
export function readStruct(reading: Reading, type: string, path: string, value: unknown, inside: string): unknown {
  const { types } = reading;
  if (!isPlain(value)) {
    const names = types.names(type);
    const fix =
      typeof value === 'boolean' && names.includes('enabled')
        ? `use { enabled: ${value} }`
        : `give its fields, such as ${names.slice(0, 3).join(', ')}`;
    return refuse(reading, wrongKind(path, 'an object', value, fix));
  }
  const result: { [field: string]: unknown } = {};
  for (const [given, inner] of Object.entries(value)) {
    const field = types.field(type, given) ?? refuse(reading, unknownField(types, type, path, given));
    if (inner === undefined) {
      continue;
    }
    if (field.name in result) {
      refuse(reading, {
        must: `${path} must hold ${field.name} once`,
        got: given,
        fix: 'drop one of the two spellings',
      });
    }
    result[field.name] = readValue(reading, field.type, `${inside}${field.name}`, inner);
  }
  const missing = types.required(type).find(field => isMissing(types, result[field]));
  return missing === undefined
    ? result
    : refuse(reading, {
        must: `${inside}${missing} must be given`,
        got: missing in result ? '[]' : undefined,
        fix: `add ${missing}`,
      });
}

const isMissing = (types: Types, value: unknown): boolean =>
  value === undefined || (types.dropsEmptyLists && Array.isArray(value) && value.length === 0);

/** As many names as a line can hold. */
const FEW = 8;

function unknownField(types: Types, type: string, path: string, given: string): Complaint {
  const names = types.names(type);
  const meant = nearest(given, names);
  const rest = names.length > FEW ? 'check its spelling' : `use one of ${names.join(', ')}`;
  return {
    must: `${path} must hold ${types.fieldsOf(type)}`,
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
function isPlain(value: unknown): value is { readonly [field: string]: unknown } {
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
