import { readValue } from '../input/read-value';
import { Json, JsonObject } from './manifest';
import { KUBERNETES, PART_OF_KUBERNETES } from './types';

/**
 * Turns one of cdk8s-plus' structs into Kubernetes' own spelling (`clusterIp` → `clusterIP`) by the fields that
 * Kubernetes publishes of itself, which are more than cdk8s-plus-27 has types for. A misspelt field is refused.
 */
export function toKubernetes<T extends Json = JsonObject>(where: string, path: string, type: string, given: object): T {
  return readValue({ types: KUBERNETES, where }, type, path, given) as T;
}

/** The same for an object that is laid over another, where a field that must be given may be the other's. */
export function partToKubernetes(where: string, path: string, type: string, given: object): JsonObject {
  return readValue({ types: PART_OF_KUBERNETES, where }, type, path, given) as JsonObject;
}
