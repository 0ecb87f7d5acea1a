// cert-manager in a cluster: its CustomResourceDefinitions, its controller and its cainjector as pods. Its webhook is
// left out: it only validates, and the CustomResourceDefinitions have defaults and schemas of their own.
import { join } from 'node:path';
import { CERT_MANAGER } from './binaries';
import type { OwnCluster } from './cluster';
import { startControllerPod } from './controller-pod';
import { moduleFolder } from './module-files';

const NAMESPACE = 'cert-manager';
const READ = ['get', 'list', 'watch'];
const WRITE = ['update', 'patch'];

/**
 * Returns when both run. Issuers may be SelfSigned or CA. cainjector writes CA bundles into annotated objects.
 */
export async function startCertManager(cluster: OwnCluster): Promise<void> {
  await cluster.kubectl([
    'apply',
    '--server-side',
    '-f',
    join(await moduleFolder(CERT_MANAGER, 'github.com/cert-manager/cert-manager'), 'deploy', 'crds'),
  ]);
  await cluster.waitFor('crd', 'condition=Established', '--all');
  await cluster.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
  await Promise.all([
    startControllerPod(cluster, {
      name: 'cert-manager',
      namespace: NAMESPACE,
      image: 'cert-manager-controller',
      rules: CONTROLLER_RULES,
    }),
    startControllerPod(cluster, {
      name: 'cert-manager-cainjector',
      namespace: NAMESPACE,
      image: 'cert-manager-cainjector',
      rules: CAINJECTOR_RULES,
    }),
  ]);
}

/**
 * The rules of cert-manager's chart for the controllers that run here.
 * https://github.com/cert-manager/cert-manager/blob/master/deploy/charts/cert-manager/templates/rbac.yaml
 */
const CONTROLLER_RULES = [
  {
    apiGroups: ['cert-manager.io'],
    resources: ['certificates', 'certificaterequests', 'issuers', 'clusterissuers'],
    verbs: [...READ, ...WRITE],
  },
  {
    apiGroups: ['cert-manager.io'],
    resources: ['certificates/status', 'certificaterequests/status', 'issuers/status', 'clusterissuers/status'],
    verbs: WRITE,
  },
  {
    apiGroups: ['cert-manager.io'],
    resources: ['certificates/finalizers', 'certificaterequests/finalizers'],
    verbs: ['update'],
  },
  { apiGroups: ['cert-manager.io'], resources: ['certificaterequests'], verbs: ['create', 'delete'] },
  // The default approver approves requests to every issuer kind of cert-manager.
  { apiGroups: ['cert-manager.io'], resources: ['signers'], verbs: ['approve'] },
  { apiGroups: [''], resources: ['secrets'], verbs: [...READ, ...WRITE, 'create', 'delete'] },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
];

/**
 * https://github.com/cert-manager/cert-manager/blob/master/deploy/charts/cert-manager/templates/cainjector-rbac.yaml
 */
const CAINJECTOR_RULES = [
  { apiGroups: ['cert-manager.io'], resources: ['certificates'], verbs: READ },
  { apiGroups: [''], resources: ['secrets'], verbs: READ },
  { apiGroups: [''], resources: ['events'], verbs: ['get', 'create', ...WRITE] },
  {
    apiGroups: ['admissionregistration.k8s.io'],
    resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
    verbs: [...READ, ...WRITE],
  },
  { apiGroups: ['apiregistration.k8s.io'], resources: ['apiservices'], verbs: [...READ, ...WRITE] },
  { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: [...READ, ...WRITE] },
];
