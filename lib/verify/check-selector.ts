import { Json, JsonObject } from '../kubernetes/manifest';
import { Route } from './check-service';
import { Finding, unseen, wrong } from './finding';
import { describe, hasLabels, Input, InputObject, isIn, kindOf, labelsOf, TASKS, WORKLOADS } from './input';
import { field, fields, items, number, text } from './json';
import { containersOf, portsOf } from './containers';

/** The workloads behind a Service. */
export interface Selected {
  readonly workloads: readonly InputObject[];
  readonly findings: readonly Finding[];
}

export function checkSelector(input: Input, route: Route, namespace: string): Selected {
  const { place, service } = route;
  const selector = fields(field(service.object, 'spec', 'selector'));
  if (Object.keys(selector).length === 0) {
    return { workloads: [], findings: checkEndpoints(input, route, namespace) };
  }
  const { source } = service;
  const workloads = input.withLabels(selector, { kinds: WORKLOADS, namespace, source });
  if (workloads.length === 0) {
    return { workloads, findings: [nothingSelected(input, route, selector, namespace)] };
  }
  return {
    workloads,
    findings: [
      ...checkReplicas(place, workloads),
      ...workloads.flatMap(checkTemplate),
      ...checkTasks(route, input.withLabels(selector, { kinds: TASKS, namespace, source })),
    ],
  };
}

/** Somebody manages the endpoints: those that are here must have the port under the name that the Service gives it. */
function checkEndpoints(input: Input, { place, service, entry }: Route, namespace: string): Finding[] {
  const name = text(service.object, 'metadata', 'name') ?? '';
  const slices = input.referringTo('EndpointSlice', name, service.source).filter(one => isIn(namespace, one));
  const endpoints = input.find({ kind: 'Endpoints', namespace, name, source: service.source });
  const groups = [
    ...slices.map(({ object }) => items(field(object, 'ports'))),
    ...items(field(endpoints?.object, 'subsets')).map(subset => items(field(subset, 'ports'))),
  ];
  const names = groups.flatMap(ports => ports.map(port => text(port, 'name') ?? ''));
  return groups.length === 0 || names.includes(text(entry, 'name') ?? '')
    ? [unseen('service', `${place} has no selector: the server behind it is not visible here`)]
    : [
        wrong(
          'service',
          `the endpoints of ${place} must have a port named "${text(entry, 'name') ?? ''}", as the Service has, ` +
            `got ${names.map(one => `"${one}"`).join(', ') || 'nothing'}`,
          'give both ports the same name',
        ),
      ];
}

function nothingSelected(input: Input, route: Route, selector: JsonObject, namespace: string): Finding {
  const message =
    `${route.place} selects pods labelled ${listed(Object.entries(selector))}, and no ` +
    'workload here has these labels';
  const near = nearMiss(input, route, selector, namespace);
  if (!near) {
    return unseen('workload', message);
  }
  const { workload, missing } = near;
  const labels = labelsOf(workload);
  const has = Object.entries(selector).filter(([key]) => labels[key] !== undefined);
  const said =
    `${message}; ${describe(workload)} has ${listed(has.map(([key]) => [key, labels[key]])) || 'no such label'}, ` +
    `and not ${listed(missing)}`;
  return missing.length === 1 && declaresTarget(route, workload)
    ? wrong('workload', said, "make the selector of the Service and the labels of the pods' template agree")
    : unseen('workload', said);
}

const listed = (pairs: readonly (readonly [string, Json])[]): string =>
  pairs.map(([key, value]) => `${key}=${String(value)}`).join(',');

interface NearMiss {
  readonly workload: InputObject;
  readonly missing: readonly [string, Json][];
}

/** The workload that lacks the fewest labels, if it has one of them, or one under another value. */
function nearMiss(input: Input, { service }: Route, selector: JsonObject, namespace: string): NearMiss | undefined {
  const pairs = Object.entries(selector);
  const candidates = new Set(
    [
      ...pairs.flatMap(([key, value]) =>
        input.withLabels({ [key]: value }, { kinds: WORKLOADS, namespace, source: service.source }),
      ),
      ...(pairs.length === 1 ? input.inNamespace(namespace, service.source) : []),
    ].filter(workload => pairs.some(([key]) => labelsOf(workload)[key] !== undefined)),
  );
  const [best] = [...candidates]
    .map(workload => ({
      workload,
      missing: pairs.filter(([key, value]) => !hasLabels({ [key]: value }, labelsOf(workload))),
    }))
    .sort((a, b) => a.missing.length - b.missing.length);
  return best;
}

/** Whether a container declares the port to which the Service sends. */
function declaresTarget({ entry }: Route, workload: InputObject): boolean {
  const target = field(entry, 'targetPort') ?? number(entry, 'port');
  return containersOf(workload)
    .flatMap(portsOf)
    .some(({ name, port }) => target === name || target === port);
}

function checkReplicas(place: string, workloads: readonly InputObject[]): Finding[] {
  return workloads.every(({ object }) => field(object, 'spec', 'replicas') === 0)
    ? [
        wrong(
          'workload',
          `${workloads.map(describe).join(' and ')} must have a replica to serve ${place}, got replicas: 0`,
          'set spec.replicas to 1 or more',
        ),
      ]
    : [];
}

/** kube-apiserver refuses a workload whose selector does not match its own pods. */
function checkTemplate(workload: InputObject): Finding[] {
  const wanted = fields(field(workload.object, 'spec', 'selector', 'matchLabels'));
  return kindOf(workload) === 'Pod' || hasLabels(wanted, labelsOf(workload))
    ? []
    : [
        wrong(
          'workload',
          `${describe(workload)}: spec.selector must match the labels of its pods, got ` +
            `${listed(Object.entries(wanted))}`,
          'make spec.selector.matchLabels and spec.template.metadata.labels agree',
        ),
      ];
}

/** The pods of a job become endpoints of a numeric targetPort while they run. */
function checkTasks({ place, entry }: Route, tasks: readonly InputObject[]): Finding[] {
  const target = field(entry, 'targetPort') ?? number(entry, 'port');
  return typeof target === 'string'
    ? []
    : tasks.map(task =>
        wrong(
          'workload',
          `${place} must select only pods that serve, got ${describe(task)} as well: requests fail while it runs`,
          'give the job other labels, or the Service a narrower selector',
        ),
      );
}
