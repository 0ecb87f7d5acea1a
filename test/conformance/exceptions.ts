// Findings that the library does not follow. docs/security.md gives the reason of each title, and exceptions.test.ts
// compares the two. There are at most three: change the library instead of adding a fourth.
import { describe, type Finding, type KubernetesObject } from './scanner';

export interface Exception {
  /** Title of its reasons in docs/security.md. */
  readonly title: string;
  readonly checks: readonly ExceptedCheck[];
}

interface ExceptedCheck {
  readonly scanner: 'kube-score' | 'checkov';
  readonly check: string;
  /** Which of the things that this check says, where it says several. */
  readonly says?: RegExp;
  /** In which apps, where not in all. */
  readonly where?: (finding: Finding) => boolean;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    title: 'No CPU limit',
    checks: [
      { scanner: 'kube-score', check: 'container-resources', says: /CPU limit is not set$/ },
      { scanner: 'checkov', check: 'CKV_K8S_11' },
    ],
  },
  {
    title: 'Images, outgoing connections, OpenShift users and metric names are not ours to pin',
    checks: [
      { scanner: 'checkov', check: 'CKV_K8S_43' },
      { scanner: 'checkov', check: 'CKV_K8S_15' },
      { scanner: 'kube-score', check: 'container-image-pull-policy' },
      {
        scanner: 'kube-score',
        check: 'pod-networkpolicy',
        says: /^The pod does not have a matching egress NetworkPolicy$/,
      },
      { scanner: 'kube-score', check: 'container-security-context-user-group-id', where: isOnOpenShift },
      { scanner: 'checkov', check: 'CKV_K8S_40', where: isOnOpenShift },
      { scanner: 'checkov', check: 'CKV_K8S_49', where: areMetricNames },
      { scanner: 'checkov', check: 'CKV2_K8S_5', where: areMetricNames },
    ],
  },
  {
    title: 'Pods elsewhere, and pods that must be alone',
    checks: [
      { scanner: 'kube-score', check: 'service-targets-pod', where: podsAreElsewhere },
      { scanner: 'kube-score', check: 'deployment-replicas', where: mustBeAlone },
    ],
  },
];

export function exceptionFor(finding: Finding): Exception | undefined {
  return EXCEPTIONS.find(({ checks }) =>
    checks.some(
      ({ scanner, check, says, where }) =>
        scanner === finding.scanner &&
        check === finding.check &&
        (says?.test(finding.says) ?? true) &&
        (where?.(finding) ?? true),
    ),
  );
}

/** OpenShift assigns users and groups from the range of the namespace, and refuses others. */
function isOnOpenShift({ target }: Finding): boolean {
  return target.source.includes('Tls.openShiftServiceCa(');
}

/** A role, or the role of a binding, over APIs whose resources are the names of metrics, and over nothing else. */
function areMetricNames(finding: Finding): boolean {
  const { kind, roleRef, rules } = subject(finding);
  const granted =
    kind === 'ClusterRoleBinding'
      ? finding.target.objects.find(one => one.kind === roleRef.kind && one.metadata.name === roleRef.name)?.rules
      : rules;
  const groups = ((granted ?? []) as readonly { readonly apiGroups: readonly string[] }[]).flatMap(
    ({ apiGroups }) => apiGroups,
  );
  return groups.length > 0 && groups.every(group => /^(custom|external)\.metrics\.k8s\.io$/.test(group));
}

/** A Service and the pods of one server bear one name, so a missing workload is one that is not emitted. */
function podsAreElsewhere(finding: Finding): boolean {
  const { name, namespace } = subject(finding).metadata;
  return !finding.target.objects.some(
    ({ kind, metadata }) =>
      ['Deployment', 'StatefulSet'].includes(kind) && metadata.name === name && metadata.namespace === namespace,
  );
}

/** Its author says so, or put an etcd beside it, or lets each pod make a certificate. */
function mustBeAlone(finding: Finding): boolean {
  const containers = subject(finding).spec.template.spec.containers as readonly { readonly name: string }[];
  return (
    containers.some(({ name }) => name === 'etcd') || /\breplicas: 1\b|Tls\.selfManaged\(/.test(finding.target.source)
  );
}

function subject({ object, target: { name, objects } }: Finding): KubernetesObject {
  // checkov puts objects without a namespace into "default".
  const found = objects.find(one => [describe(one), `${one.kind}.default.${one.metadata.name}`].includes(object));
  if (found === undefined) throw new Error(`a finding must be about an object of ${name}, got ${object}`);
  return found;
}
