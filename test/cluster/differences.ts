// The differences that a GitOps tool shows: emitted fields that have another value in the cluster. Fields that the
// cluster adds are no difference.

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
