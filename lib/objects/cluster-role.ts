import { Manifest } from '../kubernetes/manifest';
import { Server } from '../model/server';
import { clusterMeta } from './metadata';
import { apiServiceName } from './api-service';

const apiVersion = 'rbac.authorization.k8s.io/v1';

/** Step 10: permissions of the server in the whole cluster. */
export function clusterRole(server: Server): Manifest[] {
  const { rules } = server.access;
  return rules.length > 0
    ? [{ apiVersion, kind: 'ClusterRole', metadata: clusterMeta(server, server.stem), rules }]
    : [];
}

/**
 * Step 2: permission to manage exactly these APIServices. RBAC cannot restrict `create` by name, because the object
 * does not exist yet.
 */
export function installerRole(server: Server): Manifest[] {
  const rule = { apiGroups: ['apiregistration.k8s.io'], resources: ['apiservices'] };
  return server.access.installer
    ? [
        {
          apiVersion,
          kind: 'ClusterRole',
          metadata: clusterMeta(server, installerName(server)),
          rules: [
            { ...rule, verbs: ['create'] },
            { ...rule, resourceNames: server.apis.map(apiServiceName), verbs: ['delete', 'get', 'patch', 'update'] },
          ],
        },
      ]
    : [];
}

export function installerName({ stem }: Server): string {
  return `${stem}.installer`;
}
