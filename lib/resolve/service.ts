import { k8s } from 'cdk8s-plus-27';
import { BackendChoice } from '../backend/contract';
import { refuse } from '../errors';
import { sorted } from '../manifest';
import { checkPort } from '../names';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { Service } from '../server';
import { toKubernetes } from '../shape';
import { ServerSubject } from './subject';

/** The port that private clusters' firewalls open from the control plane to nodes, because the kubelet has it. */
export const POD_PORT = 10250;
/** What kube-apiserver calls when an APIService names no port. */
const SERVICE_PORT = 443;

export function resolveService({ path }: ServerSubject, { service = {}, port = POD_PORT }: ExtensionApiServerProps, choice: BackendChoice): Service {
  const { port: servicePort = SERVICE_PORT, labels = {}, annotations = {}, ...spec } = service;
  refuse(path, checkPort('port', port) ?? checkPort('service.port', servicePort));
  return {
    port: servicePort,
    targetPort: 'port' in choice ? choice.port : port,
    labels: sorted(labels),
    annotations: sorted(annotations),
    spec: toKubernetes(path, 'service', spec, k8s.toJson_ServiceSpec),
  };
}
