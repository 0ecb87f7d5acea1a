import { Complaint, refuse } from '../errors';
import { nearest } from '../input/nearest';
import { isPlainObject, JsonObject } from '../kubernetes/manifest';

/** Without these the Service, the certificate or a probe would not find its part. */
const WIRING = ['name', 'env', 'ports', 'volumeMounts', 'volumes'];

/** The defaults without the fields at these paths. */
export function withoutOmitted(
  path: string,
  prop: string,
  decided: JsonObject,
  omit: readonly string[] = [],
): JsonObject {
  return omit.reduce((rest, field) => {
    refuse(path, checkDecided(prop, decided, field));
    return without(rest, field);
  }, decided);
}

function checkDecided(prop: string, decided: JsonObject, field: string): Complaint | undefined {
  const known = fieldsOf(decided).filter(name => !WIRING.includes(name));
  const meant = nearest(String(field), known);
  return known.includes(field)
    ? undefined
    : {
        must: `${prop}.omit must name fields that the profile decides`,
        got: field,
        fix: meant === undefined ? 'leave it out' : `did you mean "${meant}"?`,
      };
}

/** Every field by its path. */
function fieldsOf(object: JsonObject): string[] {
  return Object.entries(object).flatMap(([field, value]) => [
    ...(value === undefined ? [] : [field]),
    ...(isPlainObject(value) ? fieldsOf(value as JsonObject).map(inner => `${field}.${inner}`) : []),
  ]);
}

/** Keys of labels hold dots of their own. */
function without(object: JsonObject, path: string): JsonObject {
  const entries = Object.entries(object).filter(([field]) => field !== path);
  return Object.fromEntries(
    entries.map(([field, value]) => [
      field,
      path.startsWith(`${field}.`) && isPlainObject(value)
        ? without(value as JsonObject, path.slice(field.length + 1))
        : value,
    ]),
  );
}
