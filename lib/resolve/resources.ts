import { Complaint } from '../errors';
import { Json, JsonObject } from '../kubernetes/manifest';
import { ProfileDefaults } from '../model/profile';
import { isMore } from '../kubernetes/quantity';

/**
 * A memory limit keeps a leak from taking the node down. There is no CPU limit, because a throttled API server slows
 * down discovery for the whole cluster. Ephemeral storage counts the log and /tmp.
 */
const RESOURCES: { readonly [kind in ProfileDefaults['resources']]: JsonObject | undefined } = {
  production: {
    requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '128Mi' },
    limits: { memory: '512Mi', 'ephemeral-storage': '1Gi' },
  },
  small: { requests: { cpu: '10m', memory: '64Mi' } },
  none: undefined,
};

/**
 * Adds the amounts of the profile to those of the user. Kubernetes refuses a request above its limit, so where the user
 * gave one of the two, the other is adjusted.
 */
export function resources(kind: ProfileDefaults['resources'], given: Json): JsonObject | undefined {
  const decided = RESOURCES[kind];
  const [requests, limits] = [amounts(given, 'requests'), amounts(given, 'limits')];
  return (
    decided && {
      requests: fitting(amounts(decided, 'requests'), limits, (request, limit) => isMore(request, limit)),
      limits: fitting(amounts(decided, 'limits'), requests, (limit, request) => isMore(request, limit)),
    }
  );
}

export function checkResources(container: JsonObject): Complaint | undefined {
  const [requests, limits] = [amounts(container.resources, 'requests'), amounts(container.resources, 'limits')];
  const over = Object.keys(requests).find(name => limits[name] !== undefined && isMore(requests[name]!, limits[name]));
  return over === undefined
    ? undefined
    : {
        must: `container.resources must request no more ${over} than the limit of ${limits[over]}`,
        got: requests[over],
        fix: 'raise the limit, or leave it out',
      };
}

interface Amounts {
  readonly [resource: string]: string;
}

function amounts(resources: Json, which: 'requests' | 'limits'): Amounts {
  return ((resources as JsonObject | undefined)?.[which] ?? {}) as unknown as Amounts;
}

function fitting(decided: Amounts, other: Amounts, collides: (decided: string, other: string) => boolean): Amounts {
  return Object.fromEntries(
    Object.entries(decided).map(([name, amount]) => [
      name,
      other[name] !== undefined && collides(amount, other[name]) ? other[name] : amount,
    ]),
  );
}
