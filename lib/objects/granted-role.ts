import { Manifest } from '../kubernetes/manifest';
import { Server } from '../model/server';
import { apiRules, READ_VERBS, WRITE_VERBS } from './api-rules';
import { clusterMeta } from './metadata';
import { emittedForm, RBAC_WAVE } from './plan';

/** Permissions of a subject on the API of the server. */
export type GrantName = 'reader' | 'manager';

const VERBS: { readonly [name in GrantName]: readonly string[] } = {
  reader: READ_VERBS,
  manager: [...READ_VERBS, ...WRITE_VERBS].sort(),
};
const apiGroup = 'rbac.authorization.k8s.io';

export function grantedRole(server: Server, name: GrantName): Manifest {
  return form(server, {
    apiVersion: `${apiGroup}/v1`,
    kind: 'ClusterRole',
    metadata: clusterMeta(server, `${server.stem}.${name}`),
    rules: apiRules(server, VERBS[name]),
  });
}

/** Without subjects, which are known at synth. */
export function grantedBinding(server: Server, name: GrantName): Manifest {
  return form(server, {
    apiVersion: `${apiGroup}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: clusterMeta(server, `${server.stem}.${name}`),
    roleRef: { apiGroup, kind: 'ClusterRole', name: `${server.stem}.${name}` },
  });
}

function form(server: Server, manifest: Manifest): Manifest {
  return emittedForm(server, manifest, RBAC_WAVE);
}
