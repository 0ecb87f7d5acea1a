import { ResolvedApi, Server } from '../model/server';
import { Manifest } from '../kubernetes/manifest';
import { clusterMeta } from './metadata';

/**
 * The name that Kubernetes requires:
 * https://github.com/kubernetes/kube-aggregator/blob/v0.34.2/pkg/apis/apiregistration/validation/validation.go
 */
export function apiServiceName({ group, version }: Pick<ResolvedApi, 'group' | 'version'>): string {
  return `${version}.${group}`;
}

/** Step 12: sends requests for this group and version to the Service. */
export function apiServices(server: Server): Manifest[] {
  return server.certificate.apiServicesByServer ? [] : server.apis.map(api => apiService(server, api));
}

function apiService(server: Server, api: ResolvedApi): Manifest {
  const { caBundle, skipVerification, apiServiceAnnotations } = server.certificate;
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: clusterMeta(server, apiServiceName(api), {
      labels: api.labels,
      annotations: { ...api.annotations, ...apiServiceAnnotations },
    }),
    spec: {
      group: api.group,
      version: api.version,
      groupPriorityMinimum: api.groupPriorityMinimum,
      versionPriority: api.versionPriority,
      service: { name: server.name, namespace: server.namespace, port: server.service.port },
      caBundle: caBundle === undefined ? undefined : Buffer.from(caBundle, 'utf8').toString('base64'),
      // kube-apiserver refuses caBundle together with insecureSkipTLSVerify, and drops `false`.
      insecureSkipTLSVerify: skipVerification || undefined,
    },
  };
}
