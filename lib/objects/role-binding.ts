import { JsonObject, Manifest } from '../kubernetes/manifest';
import { Server } from '../model/server';
import { installerName } from './cluster-role';
import { clusterMeta, meta } from './metadata';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const apiGroup = 'rbac.authorization.k8s.io';

/** Step 11, first part: binds the server's own ClusterRole. */
export function clusterRoleBinding(server: Server): Manifest[] {
  return server.access.rules.length > 0 ? [toClusterRole(server, server.stem, server.stem, account(server))] : [];
}

/**
 * Step 11, second part: lets the server ask kube-apiserver who its callers are (TokenReview) and what they may do
 * (SubjectAccessReview).
 */
export function authDelegatorBinding(server: Server): Manifest[] {
  return server.access.delegation
    ? [toClusterRole(server, `${server.stem}.auth-delegator`, 'system:auth-delegator', account(server))]
    : [];
}

/**
 * Step 11, third part: the server reads which front proxies to trust, from a ConfigMap in kube-system. The binding must
 * be there too, beside those of all other servers: so its name starts with the server's name and namespace.
 */
export function authReaderBinding(server: Server): Manifest[] {
  return server.access.delegation
    ? [
        {
          apiVersion,
          kind: 'RoleBinding',
          metadata: { ...clusterMeta(server, `${server.stem}.auth-reader`), namespace: 'kube-system' },
          roleRef: { apiGroup, kind: 'Role', name: 'extension-apiserver-authentication-reader' },
          subjects: [account(server)],
        },
      ]
    : [];
}

/** Binds the server's Role in its own namespace. */
export function roleBinding(server: Server): Manifest[] {
  return server.access.namespacedRules.length > 0
    ? [
        {
          apiVersion,
          kind: 'RoleBinding',
          metadata: meta(server, server.name),
          roleRef: { apiGroup, kind: 'Role', name: server.name },
          subjects: [account(server)],
        },
      ]
    : [];
}

export function installerBinding(server: Server): Manifest[] {
  const { installer } = server.access;
  return installer ? [toClusterRole(server, installerName(server), installerName(server), installer)] : [];
}

function toClusterRole(server: Server, name: string, role: string, subject: JsonObject): Manifest {
  return {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: clusterMeta(server, name),
    roleRef: { apiGroup, kind: 'ClusterRole', name: role },
    subjects: [subject],
  };
}

function account({ account: { name }, namespace }: Server): JsonObject {
  return { kind: 'ServiceAccount', name, namespace };
}
