import { k8s } from 'cdk8s-plus-27';
import { JsonObject, sorted } from '../manifest';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { Access, Account } from '../server';
import { toKubernetes } from '../shape';
import { ServerSubject } from './subject';

const READ = ['get', 'list', 'watch'];

/**
 * What every server built on k8s.io/apiserver reads: namespaces for its namespace lifecycle admission, webhooks and policies for its
 * admission plug-ins, and priority and fairness for its own queues.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.2/staging/src/k8s.io/sample-apiserver/artifacts/example/auth-delegator.yaml
 */
const APISERVER_RULES: readonly JsonObject[] = [
  { apiGroups: [''], resources: ['namespaces'], verbs: READ },
  {
    apiGroups: ['admissionregistration.k8s.io'],
    resources: ['mutatingadmissionpolicies', 'mutatingadmissionpolicybindings', 'mutatingwebhookconfigurations',
      'validatingadmissionpolicies', 'validatingadmissionpolicybindings', 'validatingwebhookconfigurations'],
    verbs: READ,
  },
  { apiGroups: ['flowcontrol.apiserver.k8s.io'], resources: ['flowschemas', 'prioritylevelconfigurations'], verbs: READ },
];

export function resolveAccount({ name, defaults }: ServerSubject, { rbac = {} }: ExtensionApiServerProps): Account {
  return {
    name: rbac.serviceAccountName ?? name,
    emitted: rbac.serviceAccountName === undefined,
    annotations: sorted({ ...rbac.serviceAccountAnnotations }),
    // The server's pod asks for a token by itself, so that no other pod gets one by accident.
    automountToken: !defaults.restricted,
  };
}

export function resolveAccess(path: string, { rules = [], rbac = {} }: ExtensionApiServerProps): Access {
  const own = rules.map((rule, index) => toKubernetes(path, `rules[${index}]`, rule, k8s.toJson_PolicyRule));
  return {
    rules: [...(rbac.apiserverRules ?? true ? APISERVER_RULES : []), ...own],
    delegation: rbac.delegation ?? true,
    installer: rbac.installer && toKubernetes(path, 'rbac.installer', rbac.installer, k8s.toJson_Subject),
  };
}
