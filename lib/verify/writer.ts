import { Json } from '../kubernetes/manifest';
import { Given, isIn, kindOf, objectName } from './given';
import { field, items, text } from './json';
import { podOf, WORKLOADS } from './check-service';

/**
 * A workload with the right to update the APIService: it may write caBundle at run time. A workload with cluster-admin
 * counts only in the server's namespace, because Flux and other installers have it too.
 */
export function writerOf(given: readonly Given[], apiService: string, namespace: string): Given | undefined {
  const roles = given
    .filter(
      role =>
        kindOf(role) === 'ClusterRole' && items(field(role.object, 'rules')).some(rule => mayWrite(rule, apiService)),
    )
    .map(objectName);
  const runBy = (workload: Given, names: readonly string[]): boolean =>
    accountsWith(given, names).some(account => runsAs(workload, account));
  return given.find(
    workload =>
      WRITERS.includes(kindOf(workload)) &&
      (runBy(workload, roles) || (isIn(namespace, workload) && runBy(workload, [CLUSTER_ADMIN]))),
  );
}

function accountsWith(given: readonly Given[], roles: readonly string[]): Json[] {
  return given
    .filter(
      binding =>
        kindOf(binding) === 'ClusterRoleBinding' && roles.includes(text(binding.object, 'roleRef', 'name') ?? ''),
    )
    .flatMap(binding => items(field(binding.object, 'subjects')))
    .filter(subject => text(subject, 'kind') === 'ServiceAccount');
}

/** Every cluster has this role: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles */
const CLUSTER_ADMIN = 'cluster-admin';
/** Helm charts often write caBundle from a Job. */
const WRITERS = [...WORKLOADS, 'Job'];

function mayWrite(rule: Json, apiService: string): boolean {
  const has = (list: string, ...wanted: readonly string[]): boolean =>
    items(field(rule, list)).some(value => typeof value === 'string' && wanted.includes(value));
  const names = items(field(rule, 'resourceNames'));
  return (
    has('apiGroups', 'apiregistration.k8s.io', '*') &&
    has('resources', 'apiservices', '*') &&
    has('verbs', 'update', 'patch', '*') &&
    (names.length === 0 || names.includes(apiService))
  );
}

function runsAs(workload: Given, account: Json): boolean {
  // serviceAccount is the deprecated alias.
  return (
    (text(podOf(workload), 'spec', 'serviceAccountName') ??
      text(podOf(workload), 'spec', 'serviceAccount') ??
      'default') === text(account, 'name') && isIn(text(account, 'namespace') ?? '', workload)
  );
}
