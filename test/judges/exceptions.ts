// What judges say and we do not follow. docs/security.md gives the reasons, a title each; exceptions.test.ts holds the
// two together. There are three kinds at most: a fourth is a change of the library.
import { describe, type Finding, type KubernetesObject } from './judge';

export interface Exception {
  /** Title of its reasons in docs/security.md. */
  readonly title: string;
  readonly checks: readonly ExceptedCheck[];
}

interface ExceptedCheck {
  readonly judge: 'kube-score' | 'checkov';
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
      { judge: 'kube-score', check: 'container-resources', says: /CPU limit is not set$/ },
      { judge: 'checkov', check: 'CKV_K8S_11' },
    ],
  },
  {
    title: 'Images and outgoing connections are yours to pin',
    checks: [
      { judge: 'checkov', check: 'CKV_K8S_43' },
      { judge: 'checkov', check: 'CKV_K8S_15' },
      { judge: 'kube-score', check: 'container-image-pull-policy' },
      {
        judge: 'kube-score',
        check: 'pod-networkpolicy',
        says: /^The pod does not have a matching egress NetworkPolicy$/,
      },
    ],
  },
  {
    title: 'Pods elsewhere, and pods that must be alone',
    checks: [
      { judge: 'kube-score', check: 'service-targets-pod', where: podsAreElsewhere },
      { judge: 'kube-score', check: 'deployment-replicas', where: mustBeAlone },
    ],
  },
];

export function exceptionFor(finding: Finding): Exception | undefined {
  return EXCEPTIONS.find(({ checks }) =>
    checks.some(
      ({ judge, check, says, where }) =>
        judge === finding.judge &&
        check === finding.check &&
        (says?.test(finding.says) ?? true) &&
        (where?.(finding) ?? true),
    ),
  );
}

/** A Service and the pods of one server bear one name, so a missing workload is one that is not emitted. */
function podsAreElsewhere(finding: Finding): boolean {
  const { name, namespace } = subject(finding).metadata;
  return !finding.case.objects.some(
    ({ kind, metadata }) =>
      ['Deployment', 'StatefulSet'].includes(kind) && metadata.name === name && metadata.namespace === namespace,
  );
}

/** Its author says so, or put an etcd beside it, or lets each pod make a certificate. */
function mustBeAlone(finding: Finding): boolean {
  const containers = subject(finding).spec.template.spec.containers as readonly { readonly name: string }[];
  return (
    containers.some(({ name }) => name === 'etcd') || /\breplicas: 1\b|Tls\.selfManaged\(/.test(finding.case.source)
  );
}

function subject({ object, case: { name, objects } }: Finding): KubernetesObject {
  const found = objects.find(one => describe(one) === object);
  if (found === undefined) throw new Error(`a finding must be about an object of ${name}, got ${object}`);
  return found;
}
