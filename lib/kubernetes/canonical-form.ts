import { Json, JsonObject, Manifest } from './manifest';
import { canonicalQuantity } from './quantity';

/**
 * The form in which kube-apiserver keeps an object. It writes quantities its own way, and drops zero values of fields
 * that cannot tell them from absent ones; a GitOps tool would show each as a difference for ever. Which fields those
 * are follows from Kubernetes' Go types (no pointer, `omitempty`):
 * https://github.com/kubernetes/api/blob/v0.34.2/core/v1/types.go
 */
export function canonicalForm(manifest: Manifest): Manifest {
  return normalObject(manifest) as Manifest;
}

/** Maps whose keys are somebody's own words. */
const WORDS = ['annotations', 'data', 'labels', 'matchLabels', 'nodeSelector', 'selector', 'volumeAttributes'];
const QUANTITY_MAPS = ['limits', 'overhead', 'requests'];
const QUANTITIES = ['divisor', 'sizeLimit'];

/** Fields where `false`, 0 or an empty text is the same as nothing. */
const ABSENT_WHEN_ZERO = [
  // bool
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'paused',
  'publishNotReadyAddresses',
  'readOnly',
  'stdin',
  'stdinOnce',
  'tty',
  // int32
  'failureThreshold',
  'healthCheckNodePort',
  'hostPort',
  'initialDelaySeconds',
  'minReadySeconds',
  'nodePort',
  'periodSeconds',
  'successThreshold',
  'timeoutSeconds',
  // string
  'clusterIP',
  'dnsPolicy',
  'effect',
  'externalTrafficPolicy',
  'hostIP',
  'imagePullPolicy',
  'loadBalancerIP',
  'medium',
  'podManagementPolicy',
  'prefix',
  'priorityClassName',
  'schedulerName',
  'scheme',
  'sessionAffinity',
  'subPath',
  'subPathExpr',
  'subdomain',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'workingDir',
];
/** The same within the items of a list, where the field's name alone does not say it. */
const ABSENT_IN_ITEMS: { readonly [list: string]: readonly string[] } = {
  env: ['value'],
  tolerations: ['key', 'operator', 'value'],
};

function normalObject(object: JsonObject, list = ''): JsonObject {
  const entries = Object.entries(object).map(([field, value]) => [field, normalField(field, value)] as const);
  return Object.fromEntries(entries.filter(([field, value]) => !isAbsent(field, value, list)));
}

function normalField(field: string, value: Json): Json {
  if (isObject(value) && isWords(field, value)) {
    return value;
  }
  if (isObject(value)) {
    return QUANTITY_MAPS.includes(field) ? quantities(value) : normalObject(value);
  }
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map(item => (isObject(item) ? normalObject(item, field) : item));
  }
  return QUANTITIES.includes(field) ? quantity(value) : value;
}

function isAbsent(field: string, value: Json, list: string): boolean {
  if (Array.isArray(value)) {
    return value.length === 0;
  }
  if (isObject(value)) {
    return Object.keys(value).length === 0 && (isWords(field, value) || QUANTITY_MAPS.includes(field));
  }
  return (
    (value === false || value === 0 || value === '') &&
    (ABSENT_WHEN_ZERO.includes(field) || (ABSENT_IN_ITEMS[list] ?? []).includes(field))
  );
}

/** A Service's `selector` holds labels; any other holds `matchLabels`, and an empty one selects everything. */
function isWords(field: string, value: JsonObject): boolean {
  return WORDS.includes(field) && (field !== 'selector' || Object.values(value).some(word => typeof word === 'string'));
}

function quantities(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([resource, value]) => [resource, quantity(value)]));
}

function quantity(value: Json): Json {
  return typeof value === 'string' || typeof value === 'number' ? canonicalQuantity(value) : value;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && !Array.isArray(value);
}
