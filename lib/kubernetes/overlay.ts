import { isPlainObject, Json, JsonObject } from './manifest';

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

/** Actions of a probe or a hook. Kubernetes allows one of them at a time. */
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
  return isPlainObject(decided) && isPlainObject(given)
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
