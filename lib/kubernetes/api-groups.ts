import { Complaint } from '../errors';
import { isSubdomain } from './names';

/**
 * Groups that kube-apiserver serves itself. An APIService that sends one of them elsewhere takes the cluster down with
 * it. https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controlplane/apiserver/aggregator.go lists them with
 * their priorities.
 */
const SERVED_BY_KUBE_APISERVER = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'extensions',
  'flowcontrol.apiserver.k8s.io',
  'imagepolicy.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'settings.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

/** The empty group is that of Pods and Services. */
export function isServedByKubeApiserver(group: string): boolean {
  return group === '' || SERVED_BY_KUBE_APISERVER.has(group);
}

export function checkGroup(group: string): Complaint | undefined {
  const fix = 'use a domain of your own, such as "wardle.example.com"';
  if (SERVED_BY_KUBE_APISERVER.has(group)) {
    return {
      must: 'group must not be one that kube-apiserver serves itself: an APIService for it takes the cluster down',
      got: group,
      fix,
    };
  }
  if (!isSubdomain(group)) {
    return { must: 'group must be a DNS subdomain', got: group, fix };
  }
  return group.includes('.')
    ? undefined
    : { must: 'group must contain a dot: names without one belong to Kubernetes', got: group, fix };
}

/** https://kubernetes.io/docs/reference/using-api/#api-versioning */
const VERSION = /^v[1-9]\d*((alpha|beta)[1-9]\d*)?$/;

export function checkVersion(version: string): Complaint | undefined {
  if (VERSION.test(version)) {
    return undefined;
  }
  const guess = nearestVersion(version);
  return {
    must: 'version must look like v1, v1beta1 or v2alpha3',
    got: version,
    fix: guess ? `did you mean "${guess}"?` : 'use the version that the server serves, not its release number',
  };
}

function nearestVersion(version: string): string | undefined {
  const found = /^[vV]?(\d*)[-_.]?(alpha|beta)?[-_.]?(\d*)$/i.exec(version);
  if (!found || version === '') {
    return undefined;
  }
  const [, major, stage, minor] = found;
  const guess = `v${major || 1}${stage ? `${stage.toLowerCase()}${minor || 1}` : ''}`;
  return VERSION.test(guess) && (stage || !minor) ? guess : undefined;
}

/** https://github.com/kubernetes/kube-aggregator/blob/v0.34.2/pkg/apis/apiregistration/validation/validation.go */
export const HIGHEST_GROUP_PRIORITY = 20000;
export const HIGHEST_VERSION_PRIORITY = 1000;

export function checkPriority(what: string, priority: number, highest: number): Complaint | undefined {
  return Number.isInteger(priority) && priority >= 1 && priority <= highest
    ? undefined
    : {
        must: `${what} must be a whole number from 1 to ${highest}`,
        got: priority,
        fix: 'leave it out unless another server claims the same group',
      };
}
