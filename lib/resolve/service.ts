import { k8s } from 'cdk8s-plus-27';
import { BackendChoice } from '../backend/backend-strategy';
import { Complaint, refuse } from '../errors';
import { Json, JsonObject, sorted, Strings } from '../kubernetes/manifest';
import { checkPort } from '../kubernetes/names';
import { HTTPS_PORT, KUBELET_PORT } from '../kubernetes/ports';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { ResolvedBackend, PORT_NAME, Service, ServingCertificate } from '../model/server';
import { partToKubernetes } from '../kubernetes/from-structs';
import { ServerSubject } from './subject';

export function resolveService(
  { path, defaults, labels: everywhere, selector }: ServerSubject,
  { service = {}, pod, port = KUBELET_PORT }: ExtensionApiServerProps,
  choice: BackendChoice,
  certificate: ServingCertificate,
): Service {
  // kube-apiserver dials an ExternalName at the port of the APIService and ignores the ports of the Service:
  // https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/util/proxy/proxy.go#L148
  const dialled = choice.kind === 'ExternalName' ? choice.port : undefined;
  const { port: servicePort = dialled ?? HTTPS_PORT, labels = {}, annotations = {}, ...spec } = service;
  refuse(
    path,
    checkPort('port', port) ??
      checkPort('service.port', servicePort) ??
      checkDialled(servicePort, dialled) ??
      checkPorts(spec.ports ?? [], servicePort) ??
      checkTarget(spec, choice) ??
      checkSelector(spec.selector, podsOf(choice, { ...everywhere, ...pod?.labels }, selector)),
  );
  return {
    port: servicePort,
    targetPort: 'port' in choice ? choice.port : port,
    appProtocol: defaults.labels,
    labels: sorted(labels),
    annotations: sorted({ ...annotations, ...certificate.serviceAnnotations }),
    spec: partToKubernetes(path, 'service', 'ServiceSpec', spec),
  };
}

function checkDialled(servicePort: number, dialled: number | undefined): Complaint | undefined {
  return dialled === undefined || servicePort === dialled
    ? undefined
    : {
        must: `service.port must be the port of Backend.externalName(), which is ${dialled}: kube-apiserver dials the name at the Service's port`,
        got: servicePort,
        fix: 'leave service.port out',
      };
}

/** The backend decides where the Service leads. A Service that contradicts it would lead nowhere. */
function checkTarget({ type, externalName }: k8s.ServiceSpec, choice: BackendChoice): Complaint | undefined {
  if (choice.kind !== 'ExternalName') {
    return type !== 'ExternalName' && !externalName
      ? undefined
      : {
          must: 'service must not lead to a name outside the cluster for a backend of another kind',
          got: externalName || type,
          fix: 'leave type and externalName out, or use Backend.externalName()',
        };
  }
  if (type !== undefined && type !== 'ExternalName') {
    return { must: 'service.type must be ExternalName for Backend.externalName()', got: type, fix: 'leave it out' };
  }
  return !externalName || externalName === choice.host
    ? undefined
    : {
        must: `service.externalName must be the name that Backend.externalName() got, which is ${choice.host}`,
        got: externalName,
        fix: 'leave it out',
      };
}

interface Reached {
  readonly labels: Strings;
  /** Labels that the Service selects them by. */
  readonly selector: Strings;
  readonly fix: string;
}

/** The selector is merged with that of the backend. A label that no pod has would select nothing. */
function checkSelector(given: Strings = {}, { labels, selector, fix }: Reached): Complaint | undefined {
  const keys = Object.keys(given);
  if (keys.some(key => labels[key] !== given[key])) {
    return { must: 'service.selector must hold labels that the pods have', got: given, fix };
  }
  const missing = Object.keys(selector).filter(key => !(key in given));
  return keys.length > 0 && missing.length > 0 && keys.every(key => key in selector)
    ? {
        must: `service.selector must not lack ${missing.join(' and ')}, which the Service selects by in any case`,
        got: given,
        fix: 'leave it out, or change what the pods are found by: selectorLabels, or the labels of Backend.fromPods()',
      }
    : undefined;
}

/**
 * The labels by which a Service can select the pods. `theirs` are the labels of our pods beside those of their
 * selector.
 */
function podsOf(choice: BackendChoice, theirs: Strings, usual: Strings): Reached {
  switch (choice.kind) {
    case 'Deployment':
    case 'StatefulSet':
      return {
        labels: { ...theirs, ...(choice.selector ?? usual) },
        selector: choice.selector ?? usual,
        fix: 'leave it out, or give the label to the pods with pod.labels',
      };
    case 'ExistingPods':
      return {
        labels: choice.podLabels,
        selector: choice.podLabels,
        fix: 'leave it out, and give the labels to Backend.fromPods()',
      };
    case 'ExternalName':
    case 'Addresses':
      return { labels: {}, selector: {}, fix: 'leave it out, or use Backend.fromPods() for pods' };
  }
}

/** Ports of the user beside ours. Kubernetes requires names if there are several ports, and each number once. */
function checkPorts(ports: readonly k8s.ServicePort[], servicePort: number): Complaint | undefined {
  const ours = ports.find(({ name }) => name === PORT_NAME);
  if (ours && ours.port !== servicePort) {
    return {
      must: `service.ports: the port named ${PORT_NAME} is the one that kube-apiserver calls and must be service.port, which is ${servicePort}`,
      got: ours.port,
      fix: 'set service.port, or give it another name',
    };
  }
  if (ports.some(({ name }) => !name)) {
    return {
      must: 'service.ports must have names: the Service has several',
      got: ports.find(({ name }) => !name)?.port,
      fix: `add name; "${PORT_NAME}" is the port that kube-apiserver calls`,
    };
  }
  const keys = [
    ...(ours ? [] : [`${servicePort}/TCP`]),
    ...ports.map(({ port, protocol = 'TCP' }) => `${port}/${protocol}`),
  ];
  const again = keys.find((key, index) => keys.indexOf(key) < index);
  return again === undefined
    ? undefined
    : {
        must: 'service.ports must name each port once',
        got: again,
        fix: `call it "${PORT_NAME}" to change the port that kube-apiserver calls, or drop it`,
      };
}

/**
 * A targetPort name that no container port has leads nowhere, and neither kube-apiserver nor a static scanner reports
 * it. A number needs no container port.
 */
export function checkTargetPorts({ spec }: Service, backend: ResolvedBackend): Complaint | undefined {
  if (!('pods' in backend)) {
    return undefined;
  }
  const { container, pod, sidecars } = backend.pods;
  const names = [container, ...sidecars, ...list(pod.initContainers)]
    .flatMap(({ ports }) => list(ports))
    .map(({ name }) => name);
  const lost = list(spec.ports).find(({ targetPort }) => typeof targetPort === 'string' && !names.includes(targetPort));
  return (
    lost && {
      must: `service.ports must have targetPorts that a container has (${names.join(', ')})`,
      got: lost.targetPort,
      fix: "add it to container.ports or to a sidecar's, or use its number",
    }
  );
}

function list(value: Json): JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}
