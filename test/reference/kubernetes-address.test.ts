import { kubernetesAddress } from './kubernetes-address';

test.each([
  ['io.k8s.api.core.v1.PodDNSConfig', 'poddnsconfig-v1-core'],
  ['io.k8s.api.apps.v1.StatefulSetOrdinals', 'statefulsetordinals-v1-apps'],
  ['io.k8s.api.rbac.v1.PolicyRule', 'policyrule-v1-rbac-authorization-k8s-io'],
  ['io.k8s.apimachinery.pkg.api.resource.Quantity', 'quantity-resource-core'],
])('%s is at #%s', (schema, anchor) => {
  expect(kubernetesAddress(schema)).toBe(
    `https://kubernetes.io/docs/reference/generated/kubernetes-api/latest/#${anchor}`,
  );
});

test('a group that is not known is refused', () => {
  expect(() => kubernetesAddress('io.k8s.api.node.v1.Scheduling')).toThrow(
    'reference: the group of a Kubernetes struct must be known, got io.k8s.api.node.v1.Scheduling',
  );
});
