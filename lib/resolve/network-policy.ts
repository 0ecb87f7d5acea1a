import { k8s } from 'cdk8s-plus-27';
import { refuse } from '../errors';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { ResolvedBackend, NetworkPolicy, selectorOf } from '../model/server';
import { toKubernetes } from '../kubernetes/from-structs';
import { ServerSubject } from './subject';

export function resolveNetworkPolicy(
  { path, defaults }: ServerSubject,
  { networkPolicy = {} }: ExtensionApiServerProps,
  backend: ResolvedBackend,
  port: number,
): NetworkPolicy | undefined {
  const { enabled, from, ingress = [], egress } = networkPolicy;
  const given = from !== undefined || ingress.length > 0 || egress !== undefined;
  // Pods of somebody else have ports that we know nothing of.
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
  return {
    podLabels: selectorOf(backend),
    spec: toKubernetes(
      path,
      'networkPolicy',
      {
        // The control plane's address is unknown, and on many clouds hidden: everybody may knock, and TLS and RBAC
        // decide.
        ingress: [{ from, ports: [{ port: k8s.IntOrString.fromNumber(port), protocol: 'TCP' }] }, ...ingress],
        egress,
        policyTypes: egress ? ['Ingress', 'Egress'] : ['Ingress'],
        podSelector: {},
      },
      k8s.toJson_NetworkPolicySpec,
    ),
  };
}
