import { Manifest } from '../kubernetes/manifest';
import { Server } from '../model/server';
import { apiRules, READ_VERBS, WRITE_VERBS } from './api-rules';
import { clusterMeta } from './metadata';

/**
 * Roles that kube-controller-manager adds to the roles which every cluster has.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
 */
type UserFacing = 'view' | 'edit' | 'admin';

/** Everyone with the role view, edit or admin may read the server's API. */
export function aggregatedViewRole(server: Server): Manifest[] {
  return aggregated(server, READ_VERBS, 'view', 'edit', 'admin');
}

/** Everyone with the role edit or admin may write it. */
export function aggregatedEditRole(server: Server): Manifest[] {
  return aggregated(server, WRITE_VERBS, 'edit', 'admin');
}

function aggregated(server: Server, verbs: readonly string[], ...roles: [UserFacing, ...UserFacing[]]): Manifest[] {
  const labels = Object.fromEntries(roles.map(role => [`rbac.authorization.k8s.io/aggregate-to-${role}`, 'true']));
  const rules = apiRules(server, verbs);
  return server.access.aggregatedRoles && rules.length > 0
    ? [
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRole',
          metadata: clusterMeta(server, `${server.stem}.aggregate-to-${roles[0]}`, { labels }),
          rules,
        },
      ]
    : [];
}
