// What a GitOps tool would show: fields that were emitted and have another value in the cluster. What the cluster adds
// is its own business.

export function differences(emitted: unknown, live: unknown, path = ''): string[] {
  if (Array.isArray(emitted) && Array.isArray(live) && emitted.length === live.length) {
    return emitted.flatMap((item, index) => differences(item, live[index], `${path}[${index}]`));
  }
  if (isObject(emitted) && isObject(live)) {
    return Object.entries(emitted).flatMap(([field, value]) =>
      differences(value, live[field], path === '' ? field : `${path}.${field}`),
    );
  }
  return emitted === live ? [] : [`${path} is ${shown(live)}, emitted ${shown(emitted)}`];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string => JSON.stringify(value) ?? 'gone';
