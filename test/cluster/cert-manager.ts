// cert-manager in a cluster: its own CustomResourceDefinitions, its controller and its cainjector as pods. Without its
// webhook, which only judges what is written: the CustomResourceDefinitions default and validate by themselves, and v1
// needs no conversion.
import { join } from 'node:path';
import { CERT_MANAGER } from './binaries';
import type { OwnCluster } from './cluster';
import { startControllerPod } from './controller-pod';
import { moduleFolder } from './module-files';

const NAMESPACE = 'cert-manager';
const READ = ['get', 'list', 'watch'];
const WRITE = ['update', 'patch'];

/**
 * Returns when both run. Issuers may be of kind SelfSigned and CA; what they issue, cainjector brings to whoever asks
 * for it by annotation.
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
 * What its chart gives the controllers that run here.
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
  // The default approver approves requests to every issuer of cert-manager's own.
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
