/** kubernetes.io redirects `latest` to the newest release and keeps the anchor. */
const REFERENCE = 'https://kubernetes.io/docs/reference/generated/kubernetes-api/latest/';

/** How the anchors of the reference name the packages of the OpenAPI schema. */
const GROUPS: Readonly<Record<string, string>> = {
  'io.k8s.api.apps.v1': 'v1-apps',
  'io.k8s.api.core.v1': 'v1-core',
  'io.k8s.api.networking.v1': 'v1-networking-k8s-io',
  'io.k8s.api.policy.v1': 'v1-policy',
  'io.k8s.api.rbac.v1': 'v1-rbac-authorization-k8s-io',
  'io.k8s.apimachinery.pkg.api.resource': 'resource-core',
  'io.k8s.apimachinery.pkg.apis.meta.v1': 'v1-meta',
};

/** Where Kubernetes documents a struct of its OpenAPI schema, such as `io.k8s.api.core.v1.Probe`. */
export function kubernetesAddress(schema: string): string {
  const end = schema.lastIndexOf('.');
  const group = GROUPS[schema.slice(0, end)];
  if (group === undefined) {
    throw new Error(
      `reference: the group of a Kubernetes struct must be known, got ${schema}; ` +
        'add it to test/reference/kubernetes-address.ts',
    );
  }
  return `${REFERENCE}#${schema.slice(end + 1).toLowerCase()}-${group}`;
}
