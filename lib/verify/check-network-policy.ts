import { Json } from '../kubernetes/manifest';
import { Route } from './check-service';
import { Finding, unseen, wrong } from './finding';
import { describe, hasLabels, Input, InputObject, isIn, labelsOf, objectName } from './input';
import { field, fields, items, number, text } from './json';
import { containersOf, portsOf } from './containers';

const SYSTEM = 'kube-system';

/** NetworkPolicies that keep kube-apiserver away from the pods, or the pods away from kube-apiserver. */
export function checkNetworkPolicies(input: Input, route: Route, workload: InputObject, namespace: string): Finding[] {
  const policies = input
    .everyOfKind('NetworkPolicy')
    .filter(
      policy =>
        isIn(namespace, policy) &&
        matches(field(policy.object, 'spec', 'podSelector'), workload) &&
        input.together(policy, workload),
    );
  const port = portIn(route, workload);
  return [
    ...checkIngress(policies.filter(isIngress), workload, namespace, port),
    ...checkEgress(policies.filter(isEgress), workload, namespace),
  ];
}

/** The port of the pod to which the Service sends. */
function portIn({ entry }: Route, workload: InputObject): number | undefined {
  const target = field(entry, 'targetPort') ?? number(entry, 'port');
  return typeof target === 'number'
    ? target
    : containersOf(workload)
        .flatMap(portsOf)
        .find(({ name }) => name === target)?.port;
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors */
function matches(selector: Json, workload: InputObject): boolean {
  const labels = labelsOf(workload);
  return (
    hasLabels(fields(field(selector, 'matchLabels')), labels) &&
    items(field(selector, 'matchExpressions')).every(expression => {
      const value = labels[text(expression, 'key') ?? ''];
      const isListed = value !== undefined && items(field(expression, 'values')).includes(value);
      switch (text(expression, 'operator')) {
        case 'In':
          return isListed;
        case 'NotIn':
          return !isListed;
        case 'Exists':
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}

const typesOf = ({ object }: InputObject): readonly Json[] => items(field(object, 'spec', 'policyTypes'));
const isIngress = (policy: InputObject): boolean => typesOf(policy).length === 0 || typesOf(policy).includes('Ingress');
const isEgress = (policy: InputObject): boolean =>
  typesOf(policy).length === 0
    ? items(field(policy.object, 'spec', 'egress')).length > 0
    : typesOf(policy).includes('Egress');

function checkIngress(
  policies: readonly InputObject[],
  workload: InputObject,
  namespace: string,
  port: number | undefined,
): Finding[] {
  if (policies.length === 0 || port === undefined) {
    return [];
  }
  const rules = policies
    .flatMap(({ object }) => items(field(object, 'spec', 'ingress')))
    .filter(rule => opens(rule, port, workload));
  const place = placeOf(policies, namespace);
  if (rules.length === 0) {
    return [
      wrong(
        'network',
        `${place} must let kube-apiserver reach port ${port} of ${describe(workload)}, got no rule for this port`,
        `add an ingress rule for port ${port} without "from", or with an ipBlock of the control plane`,
      ),
    ];
  }
  const peers = rules.map(rule => items(field(rule, 'from')));
  if (peers.some(from => from.length === 0 || from.some(peer => field(peer, 'ipBlock') !== undefined))) {
    return [];
  }
  const message =
    `${place} opens port ${port} of ${describe(workload)} only to pods, and kube-apiserver ` +
    `is no pod of the cluster's network`;
  // Behind konnectivity, requests come from agents, which are pods of kube-system.
  return namespace === SYSTEM || peers.flat().some(peer => field(peer, 'namespaceSelector') !== undefined)
    ? [unseen('network', message)]
    : [wrong('network', message, `open port ${port} without "from", or to an ipBlock of the control plane`)];
}

function placeOf(policies: readonly InputObject[], namespace: string): string {
  const names = policies.map(policy => `${namespace}/${objectName(policy)}`);
  return `${names.length === 1 ? 'NetworkPolicy' : 'NetworkPolicies'} ${names.join(' and ')}`;
}

function opens(rule: Json, port: number, workload: InputObject): boolean {
  const ports = items(field(rule, 'ports'));
  return (
    ports.length === 0 ||
    ports.some(entry => {
      if ((text(entry, 'protocol') ?? 'TCP') !== 'TCP') {
        return false;
      }
      const opened = field(entry, 'port');
      if (typeof opened === 'string') {
        return containersOf(workload)
          .flatMap(portsOf)
          .some(one => one.name === opened && one.port === port);
      }
      const first = typeof opened === 'number' ? opened : 0;
      return opened === undefined || (first <= port && port <= (number(entry, 'endPort') ?? first));
    })
  );
}

function checkEgress(policies: readonly InputObject[], workload: InputObject, namespace: string): Finding[] {
  const rules = policies.flatMap(({ object }) => items(field(object, 'spec', 'egress')));
  return policies.length === 0 || rules.length > 0
    ? []
    : [
        wrong(
          'network',
          `${placeOf(policies, namespace)} must let ${describe(workload)} reach kube-apiserver, which delegated ` +
            'authentication needs, got no egress rule',
          'add an egress rule to kube-apiserver, and to DNS and etcd where the server uses them',
        ),
      ];
}
