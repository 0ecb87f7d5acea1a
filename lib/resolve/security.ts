import { JsonObject } from '../kubernetes/manifest';

/**
 * The Pod Security Standard "restricted", enforced where the pods live.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const RESTRICTED_NAMESPACE = {
  'pod-security.kubernetes.io/enforce': 'restricted',
};

/** Distroless images call this user nonroot; above 10000 it is nobody on the node either. */
const NONROOT = 65532;

export const RESTRICTED_POD: JsonObject = {
  runAsNonRoot: true,
  runAsUser: NONROOT,
  runAsGroup: NONROOT,
  // Lets the server read the certificate's key, which root owns.
  fsGroup: NONROOT,
  seccompProfile: { type: 'RuntimeDefault' },
};

export const RESTRICTED_CONTAINER: JsonObject = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
};

/**
 * A container of the user's beside the server: without these two "restricted" refuses the whole pod, and the rest of it
 * is said for the pod above. Whether it can do with a read-only root, only its author knows.
 */
export function admitted(companion: JsonObject): JsonObject {
  const given = companion.securityContext as JsonObject | undefined;
  // Kubernetes takes no `privileged` together with these: who needs it has opened the namespace.
  return given?.privileged === true
    ? companion
    : { ...companion, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...given } };
}
