import { JsonObject } from '../kubernetes/manifest';
import { Server } from '../model/server';

/** Listed one by one: a wildcard would include every verb of later versions of Kubernetes. */
export const READ_VERBS = ['get', 'list', 'watch'];
export const WRITE_VERBS = ['create', 'delete', 'deletecollection', 'patch', 'update'];

/** RBAC rules over the resources that the server serves. RBAC has groups and no versions. */
export function apiRules({ apis }: Server, verbs: readonly string[]): JsonObject[] {
  const groups = [...new Set(apis.map(({ group }) => group))];
  return groups.flatMap(group => {
    const versions = apis.filter(api => api.group === group);
    const served = versions.flatMap(({ resources }) => resources);
    const readOnly = versions.every(api => api.readOnly);
    const allowed = readOnly ? verbs.filter(verb => READ_VERBS.includes(verb)) : verbs;
    const resources = served.includes('*') ? ['*'] : [...new Set(served)].sort();
    return allowed.length > 0 ? [{ apiGroups: [group], resources, verbs: allowed }] : [];
  });
}
