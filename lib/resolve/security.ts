import { JsonObject } from '../manifest';

/** The Pod Security Standard "restricted", enforced where the pods live. https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
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
