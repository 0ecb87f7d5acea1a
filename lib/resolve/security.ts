import { JsonObject } from '../kubernetes/manifest';

/**
 * The Pod Security Standard "restricted", which the Namespace enforces.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const RESTRICTED_NAMESPACE = {
  'pod-security.kubernetes.io/enforce': 'restricted',
};

/** Distroless images call this user nonroot. A uid above 10000 belongs to no user of the node. */
const NONROOT = 65532;

/**
 * OpenShift's restricted-v2 assigns user and groups from the namespace's range and refuses others:
 * https://docs.okd.io/latest/authentication/managing-security-context-constraints.html
 */
export function restrictedPod(openShift: boolean): JsonObject {
  return {
    runAsNonRoot: true,
    ...(!openShift && {
      runAsUser: NONROOT,
      runAsGroup: NONROOT,
      // Lets the server read the private key, a file that root owns.
      fsGroup: NONROOT,
    }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

export const RESTRICTED_CONTAINER: JsonObject = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
};

/**
 * A sidecar or init container of the user. Without these two settings "restricted" refuses the pod; the pod sets the
 * rest. Only its author knows whether it can run with a read-only root file system.
 */
export function admitted(companion: JsonObject): JsonObject {
  const given = companion.securityContext as JsonObject | undefined;
  // Kubernetes refuses `privileged` together with these settings; its namespace must allow "privileged" anyway.
  return given?.privileged === true
    ? companion
    : { ...companion, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...given } };
}
