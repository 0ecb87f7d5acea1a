import { InvalidInput } from '../errors';
import { isPlainObject, JsonObject } from './manifest';

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
  const lost = isPlainObject(value) && isPlainObject(came) ? lostField(value, came) : undefined;
  return lost === undefined ? undefined : `.${lost}`;
}
