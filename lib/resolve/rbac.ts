import { k8s } from 'cdk8s-plus-27';
import { BackendChoice } from '../backend/backend-strategy';
import { refuse } from '../errors';
import { JsonObject, sorted } from '../kubernetes/manifest';
import { notice } from '../notices';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { Access, Account, ServingCertificate } from '../model/server';
import { toKubernetes } from '../kubernetes/from-structs';
import { rbacSubject } from '../kubernetes/rbac-subject';
import { checkPolicyRule } from './policy-rule';
import { ServerSubject } from './subject';

const READ = ['get', 'list', 'watch'];

/**
 * Reads of every server built on k8s.io/apiserver: namespaces for namespace lifecycle admission, webhooks and policies
 * for the admission plug-ins, flow schemas for priority and fairness.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.2/staging/src/k8s.io/sample-apiserver/artifacts/example/auth-delegator.yaml
 */
const APISERVER_RULES: readonly JsonObject[] = [
  { apiGroups: [''], resources: ['namespaces'], verbs: READ },
  {
    apiGroups: ['admissionregistration.k8s.io'],
    resources: [
      'mutatingadmissionpolicies',
      'mutatingadmissionpolicybindings',
      'mutatingwebhookconfigurations',
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
      'validatingwebhookconfigurations',
    ],
    verbs: READ,
  },
  {
    apiGroups: ['flowcontrol.apiserver.k8s.io'],
    resources: ['flowschemas', 'prioritylevelconfigurations'],
    verbs: READ,
  },
];

export function resolveAccount(
  { path, name, defaults }: ServerSubject,
  { rbac = {} }: ExtensionApiServerProps,
  choice: BackendChoice,
): Account {
  refuse(
    path,
    rbac.serviceAccountName !== undefined && Object.keys(rbac.serviceAccountAnnotations ?? {}).length > 0
      ? {
          must: `rbac.serviceAccountAnnotations must not be given for the existing ServiceAccount ${rbac.serviceAccountName}`,
          got: rbac.serviceAccountAnnotations,
          fix: 'leave it out, or leave rbac.serviceAccountName out',
        }
      : undefined,
  );
  return {
    name: rbac.serviceAccountName ?? name,
    emitted: rbac.serviceAccountName === undefined,
    annotations: sorted({ ...rbac.serviceAccountAnnotations }),
    // The container of the server mounts a token explicitly, so no other container gets one. Existing pods may rely on
    // the default.
    automountToken: !defaults.restricted || choice.kind === 'ExistingPods',
  };
}

export function resolveAccess(
  path: string,
  { rules = [], rbac = {}, storage }: ExtensionApiServerProps,
  certificate: ServingCertificate,
): Access {
  const own = rules.map((rule, index) => {
    const converted = toKubernetes(path, `rules[${index}]`, 'PolicyRule', rule);
    refuse(path, checkPolicyRule(`rules[${index}]`, converted));
    return converted;
  });
  const unbounded = rules.findIndex(readsAllSecrets);
  if (unbounded >= 0) {
    notice(
      `${path}: rules[${unbounded}] lets the server read every Secret in the cluster; narrow it by resourceNames, or by a Role in each namespace that it concerns`,
    );
  }
  // Where nothing is known of the storage, the server may have admission.
  const apiserverRules = rbac.apiserverRules ?? storage?._strategy.keepsObjects ?? true;
  return {
    rules: [...(apiserverRules ? APISERVER_RULES : []), ...certificate.rules, ...own],
    namespacedRules: certificate.namespacedRules,
    delegation: rbac.delegation ?? true,
    installer: rbac.installer && rbacSubject(path, 'rbac.installer', rbac.installer),
    aggregatedRoles: rbac.aggregatedRoles ?? false,
  };
}

/**
 * Some servers need this right, so it is a notice. Someone who takes over such a server can read the keys of all
 * others, and no static scanner reports it.
 * https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets
 */
function readsAllSecrets({ apiGroups = [], resources = [], resourceNames = [], verbs }: k8s.PolicyRule): boolean {
  const holds = (list: readonly string[], ...wanted: string[]): boolean =>
    list.some(item => item === '*' || wanted.includes(item));
  return holds(apiGroups, '') && holds(resources, 'secrets') && holds(verbs, ...READ) && resourceNames.length === 0;
}
