/** Plain JSON: what a YAML line can say. `undefined` is a field that is left out. */
export type Json = string | number | boolean | readonly Json[] | JsonObject | undefined;

export interface JsonObject {
  readonly [field: string]: Json;
}

export interface ObjectMeta extends JsonObject {
  readonly name: string;
  /** Absent where the kind is cluster-scoped. */
  readonly namespace?: string;
}

/** One Kubernetes object, without tokens: the same tree in, the same YAML out. */
export interface Manifest extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** Labels, annotations and other maps from text to text. */
export interface Strings {
  readonly [key: string]: string;
}

/** Maps arrive from five languages, one of which keeps no order: sort wherever a map becomes text or a list. */
export function sorted(map: Strings): Strings {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Quantity, IntOrString and dates are classes, and become one value. */
export function isPlainObject(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
