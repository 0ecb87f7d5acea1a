import { Profile } from 'cdk8s-extension-api-server';

/** A kind, or a kind and a name. */
export type Selector = string;

/** One story a profile shows every object. */
export const COMPLETE: { readonly [profile in Profile]: string } = {
  [Profile.PRODUCTION]: 'smallest-server',
  [Profile.DEVELOPMENT]: 'on-a-laptop-cluster',
  [Profile.BARE]: 'nothing-but-the-necessary',
};

/** All other stories show the objects that they are about. */
export const ABOUT: { readonly [story: string]: readonly Selector[] } = {
  'argo-cd': [
    'Namespace',
    'ServiceAccount',
    'ClusterRole catalog.catalog.installer',
    'ClusterRoleBinding catalog.catalog.installer',
    'Service',
    'APIService',
  ],
  'built-into-a-controller': ['ClusterRoleBinding', 'RoleBinding', 'Service'],
  'certificate-made-by-the-server': ['ClusterRole', 'Role', 'Deployment alone', 'APIService'],
  'certificate-of-ones-own': ['Secret', 'Deployment', 'APIService'],
  'data-in-a-volume': ['Service', 'StatefulSet'],
  'every-object-changed': [
    'Namespace',
    'ServiceAccount',
    'ClusterRole',
    'Service',
    'NetworkPolicy',
    'Deployment',
    'PodDisruptionBudget',
    'APIService',
  ],
  'file-per-resource': ['Namespace', 'Secret'],
  'granted-access': [
    'ClusterRole catalog.catalog.aggregate-to-view',
    'ClusterRole catalog.catalog.aggregate-to-edit',
    'ClusterRole catalog.catalog.manager',
    'ClusterRole catalog.catalog.reader',
    'ClusterRoleBinding catalog.catalog.manager',
    'ClusterRoleBinding catalog.catalog.reader',
  ],
  'issued-by-a-cluster-issuer': ['Application', 'Certificate', 'APIService'],
  'issued-by-cert-manager': ['Issuer', 'Certificate', 'APIService'],
  'key-in-a-vault': ['ExternalSecret'],
  'newer-than-its-cluster': ['ClusterRole', 'Deployment'],
  'on-openshift': ['Service', 'NetworkPolicy', 'Deployment', 'APIService'],
  'outside-the-cluster': ['Service', 'EndpointSlice', 'APIService'],
  'pod-certificate': ['Deployment', 'APIService'],
  'renewal-watched-by-prometheus': ['PrometheusRule'],
  'sealed-secrets': ['SealedSecret'],
  'secret-with-other-keys': ['Deployment', 'APIService'],
  'several-servers': ['Namespace', 'Secret'],
  'shared-etcd': ['Deployment'],
  'values-that-kubernetes-rewrites': ['Service', 'NetworkPolicy', 'StatefulSet'],
  'watched-by-prometheus': ['PrometheusRule'],
};

/** Stories with fields that Kubernetes knows only from this version on. */
export const NEEDS_KUBERNETES: { readonly [story: string]: string } = {
  'pod-certificate': '1.37',
};

/** Whether a Kubernetes of this version, with or without its patch, has the fields of this story. */
export function isFor(story: string, version: string): boolean {
  const minor = (text: string): number => Number(text.split('.')[1]);
  return minor(NEEDS_KUBERNETES[story] ?? '1.0') <= minor(version);
}
