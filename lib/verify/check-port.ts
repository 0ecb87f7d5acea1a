import { Json } from '../kubernetes/manifest';
import { protocolOf, Route } from './check-service';
import { Finding, fine, fromComplaint, unseen, wrong } from './finding';
import { describe, InputObject } from './input';
import { field, number } from './json';
import { ContainerPort, containersOf, flagOf, portsOf } from './containers';

/** The workloads that answer on a Service's port. */
export interface Listening {
  readonly workloads: readonly InputObject[];
  readonly findings: readonly Finding[];
}

/** Flag of k8s.io/apiserver. https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/server/options/serving.go */
const SECURE_PORT = '--secure-port';
const BIND_ADDRESS = '--bind-address';
const LOOPBACK = /^(127\.|localhost$|\[?::1\]?$)/;

export function checkPort(route: Route, workloads: readonly InputObject[]): Listening {
  const { place, entry } = route;
  const target = field(entry, 'targetPort') ?? number(entry, 'port');
  const addressed = workloads.map(workload => ({ workload, port: portIn(workload, entry, target) }));
  // A pod without a port of that name is no endpoint.
  const endpoints = addressed.flatMap(({ workload, port }) => (port === undefined ? [] : [{ workload, port }]));
  const [without] = workloads;
  if (endpoints.length === 0 && without) {
    return { workloads: [], findings: [undeclared(place, target, without, protocolOf(entry))] };
  }
  const faults = endpoints.flatMap(({ workload, port }) => checkListener(place, workload, port));
  const strangers = strangersIn(place, endpoints, typeof target === 'string');
  const names = endpoints.map(({ workload }) => describe(workload));
  const serving = endpoints.filter(one => !strangers.some(({ workload }) => workload === one.workload));
  return {
    workloads: serving.map(({ workload }) => workload),
    findings:
      faults.length + strangers.length > 0
        ? [...faults, ...strangers.map(({ finding }) => finding)]
        : [
            fine('service', `${place} sends port ${number(entry, 'port')} to ${names.join(' and ')}`),
            ...endpoints.flatMap(({ workload, port }) => checkDeclared(place, workload, port)),
          ],
  };
}

interface Endpoint {
  readonly workload: InputObject;
  readonly port: number;
}

const portsIn = (workload: InputObject): ContainerPort[] => containersOf(workload).flatMap(portsOf);

/** The number to which a Service sends in the pods of a workload. */
function portIn(workload: InputObject, entry: Json, target: Json): number | undefined {
  return typeof target === 'number'
    ? target
    : portsIn(workload).find(({ name, protocol }) => name === target && protocol === protocolOf(entry))?.port;
}

function undeclared(place: string, target: Json, workload: InputObject, protocol: string): Finding {
  const other = portsIn(workload).find(({ name }) => name === target);
  return other
    ? wrong(
        'service',
        `${place} must send to a port of the same protocol, got ${protocol}, and ${other.protocol} for the port ` +
          `${String(target)} of ${describe(workload)}`,
        'make both TCP',
      )
    : fromComplaint('service', undefined, {
        must: `${place} must send to a port that a container of ${describe(workload)} declares`,
        got: target,
        fix: "name the container's port so, or set targetPort to its number",
      });
}

/** `--secure-port` of the containers that have it, and what the other containers declare. */
function listenersOf(workload: InputObject): {
  readonly secure: readonly { readonly container: Json; readonly port: number }[];
  readonly others: readonly ContainerPort[];
} {
  const containers = containersOf(workload).map(container => ({ container, flag: flagOf(container, SECURE_PORT) }));
  return {
    secure: containers.flatMap(({ container, flag }) =>
      flag !== undefined && /^\d+$/.test(flag) ? [{ container, port: Number(flag) }] : [],
    ),
    others: containers.filter(({ flag }) => flag === undefined).flatMap(({ container }) => portsOf(container)),
  };
}

function checkListener(place: string, workload: InputObject, port: number): Finding[] {
  const { secure, others } = listenersOf(workload);
  // Another container, such as a proxy, may listen there.
  if (secure.length === 0 || others.some(other => other.port === port)) {
    return secure.length === 0 ? checkAddress(workload, onlyContainer(workload)) : [];
  }
  const listener = secure.find(one => one.port === port);
  if (listener) {
    return checkAddress(workload, listener.container);
  }
  const open = secure.map(one => one.port).filter(one => one !== 0);
  return [
    wrong(
      'port',
      open.length === 0
        ? `${describe(workload)} must serve on port ${port}, got ${SECURE_PORT}=0, which switches serving off`
        : `${place} must send to ${open.join(' or ')}, on which ${describe(workload)} listens (${SECURE_PORT}), ` +
            `got ${port}`,
      `set targetPort, or the container's port of that name, to the value of ${SECURE_PORT}`,
    ),
  ];
}

const onlyContainer = (workload: InputObject): Json => {
  const containers = containersOf(workload);
  return containers.length === 1 ? containers[0] : undefined;
};

function checkAddress(workload: InputObject, container: Json): Finding[] {
  const address = flagOf(container, BIND_ADDRESS) ?? '';
  return LOOPBACK.test(address)
    ? [
        wrong(
          'port',
          `${describe(workload)} must listen on the address of the pod, got ${BIND_ADDRESS}=${address}`,
          `remove ${BIND_ADDRESS}, or set it to 0.0.0.0`,
        ),
      ]
    : [];
}

/** Pods that a Service selects beside those of the server. */
function strangersIn(
  place: string,
  endpoints: readonly Endpoint[],
  isNamed: boolean,
): { readonly workload: InputObject; readonly finding: Finding }[] {
  const answers = ({ workload, port }: Endpoint): boolean =>
    portsIn(workload).some(one => one.port === port) || listenersOf(workload).secure.some(one => one.port === port);
  if (isNamed || !endpoints.some(answers)) {
    return [];
  }
  return endpoints
    .filter(one => !answers(one))
    .map(({ workload, port }) => ({
      workload,
      finding: wrong(
        'workload',
        `${place} must select only pods that serve on port ${port}, got ${describe(workload)} as well, ` +
          'which declares ' +
          'no such port: its share of the requests fails',
        `narrow the selector of the Service, or give ${describe(workload)} other labels`,
      ),
    }));
}

/** Declaring a port is optional, so a missing declaration alone proves nothing. */
function checkDeclared(place: string, workload: InputObject, port: number): Finding[] {
  const declared = portsIn(workload).flatMap(one =>
    one.port === undefined || one.protocol !== 'TCP' ? [] : [one.port],
  );
  const isKnown = declared.includes(port) || listenersOf(workload).secure.some(one => one.port === port);
  return declared.length === 0 || isKnown
    ? []
    : [
        unseen(
          'port',
          `${place} sends to port ${port}, and ${describe(workload)} declares ${declared.join(', ')}: whether it ` +
            `listens on ${port} is not visible here`,
        ),
      ];
}
