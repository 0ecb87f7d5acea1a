import { HTTPS_PORT } from '../kubernetes/ports';
import { Finding, fine, fromComplaint, unseen } from './finding';
import { find, Given, isIn, kindOf, objectName, nearestOf } from './given';
import { field, fields, items, number, text } from './json';

/** `spec.service` of an APIService. */
export interface Target {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/** The Service and the workloads that its selector matches. */
export interface Behind {
  readonly service: Given | undefined;
  readonly workloads: readonly Given[];
  readonly findings: readonly Finding[];
}

export const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod'];

/** `undefined` if kube-apiserver serves the group itself. */
export function targetOf({ object }: Given): Target | undefined {
  const service = field(object, 'spec', 'service');
  const [namespace, name] = [text(service, 'namespace'), text(service, 'name')];
  return namespace === undefined || name === undefined
    ? undefined
    : { namespace, name, port: number(service, 'port') ?? HTTPS_PORT };
}

/** Follows an APIService to its Service and pods, as kube-apiserver does. */
export function behind(given: readonly Given[], target: Target, source: string): Behind {
  const { namespace, name, port } = target;
  const place = `Service ${namespace}/${name}`;
  const nothing = (...findings: readonly Finding[]): Behind => ({ service: undefined, workloads: [], findings });
  const service = find(given, { kinds: ['Service'], namespace, name, source });
  if (!service) {
    return nothing(missing(given, target));
  }
  if (field(service.object, 'spec', 'type') === 'ExternalName') {
    return {
      ...nothing(
        unseen(
          'service',
          `${place} leads out of the cluster, to ` +
            `${text(service.object, 'spec', 'externalName') ?? 'nowhere'}: its certificate is not visible here`,
        ),
      ),
      service,
    };
  }
  const entry = items(field(service.object, 'spec', 'ports')).find(candidate => number(candidate, 'port') === port);
  if (!entry) {
    const ports = items(field(service.object, 'spec', 'ports'))
      .map(candidate => number(candidate, 'port'))
      .join(', ');
    return {
      ...nothing(
        fromComplaint('service', undefined, {
          must: `${place} must have port ${port}, to which kube-apiserver connects`,
          got: ports || undefined,
          fix: 'set spec.service.port of the APIService, or the port of the Service',
        }),
      ),
      service,
    };
  }
  const selector = fields(field(service.object, 'spec', 'selector'));
  if (Object.keys(selector).length === 0) {
    return {
      ...nothing(unseen('service', `${place} has no selector: the server behind it is not visible here`)),
      service,
    };
  }
  const workloads = nearestOf(
    given.filter(candidate => isWorkload(candidate) && isIn(namespace, candidate) && selects(selector, candidate)),
    service.source,
  );
  if (workloads.length === 0) {
    const labels = Object.entries(selector)
      .map(([key, value]) => `${key}=${String(value)}`)
      .join(',');
    return {
      ...nothing(unseen('workload', `${place} selects pods labelled ${labels}, and no workload here has these labels`)),
      service,
    };
  }
  return {
    service,
    workloads,
    findings: [checkTargetPort(place, field(entry, 'targetPort') ?? port, port, workloads)],
  };
}

function missing(given: readonly Given[], { namespace, name }: Target): Finding {
  const namesake = given.find(candidate => kindOf(candidate) === 'Service' && objectName(candidate) === name);
  return fromComplaint('service', undefined, {
    must: `Service ${namespace}/${name} must exist`,
    got: namesake
      ? `one in the namespace ${text(namesake.object, 'metadata', 'namespace')}`
      : 'none in these manifests',
    fix: namesake
      ? 'make spec.service of the APIService and the namespace of the Service agree'
      : "correct spec.service of the APIService, or verify the Service's manifest together with it",
  });
}

/** The Pod of a Helm hook, such as `helm test`, often has the labels of the release and serves nothing. */
function isWorkload(candidate: Given): boolean {
  return (
    WORKLOADS.includes(kindOf(candidate)) &&
    field(candidate.object, 'metadata', 'annotations', 'helm.sh/hook') === undefined
  );
}

function selects(selector: ReturnType<typeof fields>, workload: Given): boolean {
  const labels = fields(field(podOf(workload), 'metadata', 'labels'));
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

/** The Pod itself, or the pod template of a workload. */
export function podOf(workload: Given): ReturnType<typeof fields> {
  return kindOf(workload) === 'Pod' ? workload.object : fields(field(workload.object, 'spec', 'template'));
}

export function containersOf(workload: Given): ReturnType<typeof items> {
  return items(field(podOf(workload), 'spec', 'containers'));
}

export const describe = (workload: Given): string => `${kindOf(workload)} ${objectName(workload)}`;

/** A targetPort name that no container declares leaves the Service without endpoints. A number needs no declaration. */
function checkTargetPort(
  place: string,
  targetPort: ReturnType<typeof field>,
  port: number,
  workloads: readonly Given[],
): Finding {
  const declared = (workload: Given): string[] =>
    [...containersOf(workload), ...items(field(podOf(workload), 'spec', 'initContainers'))].flatMap(container =>
      items(field(container, 'ports')).map(entry => text(entry, 'name') ?? ''),
    );
  const without = workloads.find(
    workload => typeof targetPort === 'string' && !declared(workload).includes(targetPort),
  );
  return without
    ? fromComplaint('service', undefined, {
        must: `${place} must send to a port that a container of ${describe(without)} declares`,
        got: targetPort,
        fix: "name the container's port so, or set targetPort to its number",
      })
    : fine('service', `${place} sends port ${port} to ${workloads.map(describe).join(' and ')}`);
}
