import { Json, JsonObject } from '../kubernetes/manifest';

/** Reads a field of a manifest that may hold any value anywhere; `undefined` if the path leads nowhere. */
export function field(value: Json, ...path: readonly string[]): Json {
  return (
    path.reduce<Json>((at, name) => (Object.hasOwn(fields(at), name) ? fields(at)[name] : undefined), value) ??
    undefined
  );
}

export function fields(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function items(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** A text that is not empty. */
export function text(value: Json, ...path: readonly string[]): string | undefined {
  const found = field(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function number(value: Json, ...path: readonly string[]): number | undefined {
  const found = field(value, ...path);
  return typeof found === 'number' ? found : undefined;
}
