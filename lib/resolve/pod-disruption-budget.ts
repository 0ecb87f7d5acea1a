import { Complaint, refuse } from '../errors';
import { checkDecidedElsewhere } from '../input/decided-elsewhere';
import { Json, JsonObject } from '../kubernetes/manifest';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { ResolvedBackend } from '../model/server';
import { toKubernetes } from '../kubernetes/from-structs';
import { ServerSubject } from './subject';

/** With one pod a budget either forbids every drain or has no effect. */
const FEWEST_REPLICAS = 2;

export function resolvePodDisruptionBudget(
  { path, defaults }: ServerSubject,
  { podDisruptionBudget = {} }: ExtensionApiServerProps,
  backend: ResolvedBackend,
): JsonObject | undefined {
  const { enabled, ...given } = podDisruptionBudget;
  const replicas = 'replicas' in backend ? backend.replicas : undefined;
  const wanted =
    enabled ??
    ((defaults.highlyAvailable && replicas !== undefined && replicas >= FEWEST_REPLICAS) ||
      Object.keys(given).length > 0);
  if (!wanted) {
    return undefined;
  }
  refuse(
    path,
    backend.kind === 'ExternalName' || backend.kind === 'Addresses'
      ? {
          must: 'podDisruptionBudget must not be given for a backend outside the cluster',
          got: backend.kind,
          fix: 'leave it out',
        }
      : undefined,
  );
  const spec = toKubernetes(path, 'podDisruptionBudget', 'PodDisruptionBudgetSpec', given);
  refuse(path, checkDecidedElsewhere('podDisruptionBudget', { selector: "leave it out: it is the Service's" }, spec));
  refuse(path, checkSomethingEvictable(spec, replicas));
  return {
    // A broken server must not block the drain of a node:
    // https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
    ...('minAvailable' in spec ? {} : { maxUnavailable: 1 }),
    ...spec,
  };
}

/** A budget that allows no eviction blocks node upgrades for ever, and no static scanner reports it. */
function checkSomethingEvictable(
  { minAvailable, maxUnavailable }: JsonObject,
  replicas: number | undefined,
): Complaint | undefined {
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    return {
      must: 'podDisruptionBudget must have either minAvailable or maxUnavailable',
      got: 'both',
      fix: 'drop one',
    };
  }
  if (replicas !== undefined && replicas < FEWEST_REPLICAS) {
    return {
      must: `podDisruptionBudget must guard ${FEWEST_REPLICAS} replicas or more`,
      got: replicas,
      fix: 'raise replicas or leave it out',
    };
  }
  const keepsAll = minAvailable === '100%' || (replicas !== undefined && atLeast(minAvailable, replicas) >= replicas);
  return keepsAll || maxUnavailable === 0 || maxUnavailable === '0%'
    ? {
        must: 'podDisruptionBudget must allow an eviction, or nodes can never be drained',
        got:
          minAvailable === undefined
            ? `maxUnavailable ${maxUnavailable}`
            : `minAvailable ${minAvailable} of ${replicas ?? 'all'}`,
        fix: 'use maxUnavailable 1',
      }
    : undefined;
}

/**
 * Kubernetes rounds percentages up, so 51% of two pods is two pods.
 * https://kubernetes.io/docs/tasks/run-application/configure-pdb/#rounding-logic-when-specifying-percentages
 */
function atLeast(minAvailable: Json, replicas: number): number {
  if (typeof minAvailable === 'number') {
    return minAvailable;
  }
  return typeof minAvailable === 'string' && minAvailable.endsWith('%')
    ? Math.ceil((Number.parseInt(minAvailable, 10) * replicas) / 100)
    : 0;
}
