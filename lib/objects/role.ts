import { Manifest } from '../kubernetes/manifest';
import { Server } from '../model/server';
import { meta } from './metadata';

/** Permissions of the server in its own namespace. */
export function role(server: Server): Manifest[] {
  const { namespacedRules } = server.access;
  return namespacedRules.length > 0
    ? [
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'Role',
          metadata: meta(server, server.name),
          rules: namespacedRules,
        },
      ]
    : [];
}
