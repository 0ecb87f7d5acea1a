import { k8s } from 'cdk8s-plus-27';
import { BackendChoice } from '../backend/contract';
import { Complaint, refuse } from '../errors';
import { Json, JsonObject, sorted } from '../manifest';
import { checkPort } from '../names';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { Backend, Service, ServingCertificate } from '../server';
import { toKubernetes } from '../shape';
import { ServerSubject } from './subject';

/** The port that private clusters' firewalls open from the control plane to nodes, because the kubelet has it. */
export const POD_PORT = 10250;
/** What kube-apiserver calls when an APIService names no port. */
const SERVICE_PORT = 443;

export function resolveService({ path }: ServerSubject, { service = {}, port = POD_PORT }: ExtensionApiServerProps, choice: BackendChoice, certificate: ServingCertificate): Service {
  const { port: servicePort = SERVICE_PORT, labels = {}, annotations = {}, ...spec } = service;
  refuse(path, checkPort('port', port) ?? checkPort('service.port', servicePort));
  return {
    port: servicePort,
    targetPort: 'port' in choice ? choice.port : port,
    labels: sorted(labels),
    annotations: sorted({ ...annotations, ...certificate.serviceAnnotations }),
    spec: toKubernetes(path, 'service', spec, k8s.toJson_ServiceSpec),
  };
}

/** A name that no container has leads nowhere, and neither kube-apiserver nor a static judge says so. A number needs no announcement. */
export function checkTargetPorts({ spec }: Service, backend: Backend): Complaint | undefined {
  if (!('pods' in backend)) {
    return undefined;
  }
  const { container, pod, sidecars } = backend.pods;
  const names = [container, ...sidecars, ...list(pod.initContainers)].flatMap(({ ports }) => list(ports)).map(({ name }) => name);
  const lost = list(spec.ports).find(({ targetPort }) => typeof targetPort === 'string' && !names.includes(targetPort));
  return lost && { must: `service.ports must have targetPorts that a container has (${names.join(', ')})`, got: lost.targetPort, fix: 'add it to container.ports or to a sidecar\'s, or use its number' };
}

function list(value: Json): JsonObject[] {
  return Array.isArray(value) ? value as JsonObject[] : [];
}
