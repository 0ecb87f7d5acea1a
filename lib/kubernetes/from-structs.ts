import { KUBERNETES_FIELDS, KUBERNETES_VERSION } from '../../imports/kubernetes-fields';
import { held, readValue, Scalar, TEXT, Types } from '../input/read-value';
import { Json, JsonObject } from './manifest';
import { isQuantity } from './quantity';

const whole = (bits: number): Scalar => ({
  what: 'a whole number',
  fix: 'write it without quotes and without a fraction',
  read: value =>
    Number.isSafeInteger(value) && Math.abs(Number(value)) <= 2 ** (bits - 1) - 1 ? Number(value) : undefined,
});

const isFinite = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const SCALARS: { readonly [name: string]: Scalar } = {
  string: { what: TEXT, fix: 'write it in quotes', read: value => (typeof value === 'string' ? value : undefined) },
  boolean: {
    what: 'true or false',
    fix: 'write it without quotes',
    read: value => (typeof value === 'boolean' ? value : undefined),
  },
  int32: whole(32),
  int64: whole(64),
  Quantity: {
    what: 'a quantity',
    fix: 'use k8s.Quantity.fromString with a value such as "100m" or "128Mi"',
    read: given => {
      const value = held(given);
      return (typeof value === 'string' || isFinite(value)) && isQuantity(value) ? value : undefined;
    },
  },
  IntOrString: {
    what: 'a whole number or text',
    fix: 'use k8s.IntOrString.fromNumber or fromString',
    read: given => {
      const value = held(given);
      return typeof value === 'string' || Number.isInteger(value) ? value : undefined;
    },
  },
  Time: {
    what: 'a date',
    fix: 'use a Date, or text such as "2026-01-31T00:00:00Z"',
    read: value => {
      const date = value instanceof Date || typeof value === 'string' ? new Date(value) : undefined;
      return date && Number.isFinite(date.getTime()) ? date.toISOString() : undefined;
    },
  },
};

const KUBERNETES: Types = {
  scalars: SCALARS,
  structs: KUBERNETES_FIELDS,
  knownTo: `Kubernetes ${KUBERNETES_VERSION.replace(/\.\d+$/, '')}`,
};

/**
 * Turns one of cdk8s-plus' structs into Kubernetes' own spelling (`clusterIp` → `clusterIP`) by the fields that
 * Kubernetes publishes of itself, which are more than cdk8s-plus-27 has types for. A misspelt field is refused.
 */
export function toKubernetes<T extends Json = JsonObject>(where: string, path: string, type: string, given: object): T {
  return readValue({ types: KUBERNETES, where, partial: false }, type, path, given) as T;
}

/** The same for an object that is laid over another, where a field that must be given may be the other's. */
export function partToKubernetes(where: string, path: string, type: string, given: object): JsonObject {
  return readValue({ types: KUBERNETES, where, partial: true }, type, path, given) as JsonObject;
}
