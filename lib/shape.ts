import { InvalidInput } from './errors';
import { Json, JsonObject } from './manifest';

/**
 * Turns one of cdk8s-plus' structs into Kubernetes' own spelling (`clusterIp` → `clusterIP`), and names the field that
 * it does not know: the generated converters drop such a field without a word, and a misspelt `resources` would be
 * gone.
 */
export function toKubernetes<T extends object>(
  where: string,
  prop: string,
  given: T,
  convert: (struct: T) => unknown,
): JsonObject {
  const json = (convert(given) ?? {}) as JsonObject;
  const lost = lostField(given as Fields, json);
  if (lost) {
    throw new InvalidInput(where, {
      must: `${prop} must hold fields that Kubernetes 1.27 knows, in the types of cdk8s-plus-27`,
      got: `${prop}.${lost}`,
      fix: 'check its spelling and type (k8s.Quantity.fromString, k8s.IntOrString.fromNumber); for a newer field use addJsonPatch',
    });
  }
  return json;
}

interface Fields {
  readonly [field: string]: unknown;
}

/** Path of the first field that went in and did not come out. Only the letter case of names changes on the way. */
function lostField(given: Fields, json: Fields): string | undefined {
  const found = new Map(Object.entries(json).map(([field, value]) => [field.toLowerCase(), value]));
  for (const [field, value] of Object.entries(given)) {
    if (value === undefined) {
      continue;
    }
    const came = found.get(field.toLowerCase());
    const inner = came === undefined ? '' : lostInside(value, came);
    if (inner !== undefined) {
      return `${field}${inner}`;
    }
  }
  return undefined;
}

function lostInside(value: unknown, came: unknown): string | undefined {
  if (Array.isArray(value) && Array.isArray(came)) {
    for (const [index, item] of value.entries()) {
      const lost = came[index] === undefined ? '' : lostInside(item, came[index]);
      if (lost !== undefined) {
        return `[${index}]${lost}`;
      }
    }
    return undefined;
  }
  const lost = isPlain(value) && isPlain(came) ? lostField(value, came) : undefined;
  return lost === undefined ? undefined : `.${lost}`;
}

/** Quantity, IntOrString and dates are classes, and become one value. */
function isPlain(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/**
 * What an item of a list is known by; whoever gives one of the same key means that one. Ports by name, because probes,
 * Service and EndpointSlice refer to ours by it, though Kubernetes merges by number:
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
const LIST_KEYS: { readonly [field: string]: string } = {
  containers: 'name',
  initContainers: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  env: 'name',
  ports: 'name',
  hostAliases: 'ip',
  imagePullSecrets: 'name',
};

/**
 * What the user gave over what was decided for them: objects and ports field by field, lists of named things item by
 * item, everything else as given.
 */
export function overlay(decided: JsonObject, given: JsonObject): JsonObject {
  const merged: { [field: string]: Json } = { ...decided };
  for (const [field, value] of Object.entries(given)) {
    if (value !== undefined) {
      merged[field] = overlayField(field, merged[field], value);
    }
  }
  return merged;
}

/** Of these, Kubernetes allows one at a time: how a probe or a hook acts. */
const ACTIONS = ['exec', 'grpc', 'httpGet', 'sleep', 'tcpSocket'];

/**
 * What remains of the decided object where the given one chooses another kind: `Recreate` has no use for
 * `rollingUpdate`.
 */
function compatible(decided: JsonObject, given: JsonObject): JsonObject {
  if (decided.type !== undefined && given.type !== undefined && decided.type !== given.type) {
    return {};
  }
  const acts = ACTIONS.some(action => given[action] !== undefined);
  return acts
    ? Object.fromEntries(
        Object.entries(decided).filter(([field]) => !ACTIONS.includes(field) || given[field] !== undefined),
      )
    : decided;
}

function overlayField(field: string, decided: Json, given: Json): Json {
  const key = LIST_KEYS[field];
  if (key && Array.isArray(decided) && Array.isArray(given)) {
    return overlayList(key, field === 'ports', decided as JsonObject[], given as JsonObject[]);
  }
  return isPlain(decided) && isPlain(given)
    ? overlay(compatible(decided as JsonObject, given as JsonObject), given as JsonObject)
    : given;
}

function overlayList(
  key: string,
  fieldByField: boolean,
  decided: readonly JsonObject[],
  given: readonly JsonObject[],
): JsonObject[] {
  const known = new Map(decided.map(item => [item[key], item]));
  const names = new Set(given.map(item => item[key]));
  return [
    ...decided.filter(item => !names.has(item[key])),
    // A volume or a variable of another kind has no use for our fields; a port that gets a nodePort still needs its
    // target.
    ...given.map(item => (fieldByField ? overlay(known.get(item[key]) ?? {}, item) : item)),
  ];
}
