import { refuse } from '../errors';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { NetworkPolicy, ResolvedBackend, securePort, selectorOf, Service, ServingCertificate } from '../model/server';
import { Json, JsonObject } from '../kubernetes/manifest';
import { toKubernetes } from '../kubernetes/from-structs';
import { ServerSubject } from './subject';

export function resolveNetworkPolicy(
  { path, defaults }: ServerSubject,
  { networkPolicy = {} }: ExtensionApiServerProps,
  backend: ResolvedBackend,
  { targetPort }: Service,
  { openShift }: ServingCertificate,
): NetworkPolicy | undefined {
  const { enabled, from, ingress = [], egress } = networkPolicy;
  const given = from !== undefined || ingress.length > 0 || egress !== undefined;
  // The other ports of existing pods are unknown.
  if (!(enabled ?? ((defaults.networkPolicy && 'pods' in backend) || given))) {
    return undefined;
  }
  refuse(
    path,
    backend.kind === 'ExternalName' || backend.kind === 'Addresses'
      ? {
          must: 'networkPolicy must not be given for a backend outside the cluster',
          got: backend.kind,
          fix: 'leave it out',
        }
      : undefined,
  );
  // OVN-Kubernetes, OpenShift's usual network, takes a port by name for every port:
  // https://github.com/ovn-kubernetes/ovn-kubernetes/issues/2117
  const port = openShift ? targetPort : securePort(backend, targetPort);
  return {
    podLabels: selectorOf(backend),
    spec: {
      // The address of the control plane is unknown, and hidden on many clouds. Everybody may connect; TLS and RBAC
      // decide.
      ingress: [
        {
          from: from && toKubernetes<Json>(path, 'networkPolicy.from', '[NetworkPolicyPeer]', from),
          ports: [{ port, protocol: 'TCP' }],
        },
        ...toKubernetes<JsonObject[]>(path, 'networkPolicy.ingress', '[NetworkPolicyIngressRule]', ingress),
      ],
      egress: egress && toKubernetes<Json>(path, 'networkPolicy.egress', '[NetworkPolicyEgressRule]', egress),
      policyTypes: egress ? ['Ingress', 'Egress'] : ['Ingress'],
    },
  };
}
