// Proof that the scanners report faults: a sound app with one fault each, and the scanners that must report it.
import type { KubernetesObject } from './scanner';

export interface PlantedFault {
  readonly fault: string;
  readonly objects: readonly KubernetesObject[];
  /** Scanner and check. */
  readonly findings: readonly (readonly [scanner: string, check: string])[];
}

/** Changes objects in place, and returns those that remain. */
type Mutation = (objects: Mutable[]) => Mutable[];
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Mutable = any;

const POD_SECURITY = 'Pod Security "restricted"';

const without =
  (kind: string): Mutation =>
  objects =>
    objects.filter(object => object.kind !== kind);
const change =
  (kind: string, edit: (object: Mutable) => void): Mutation =>
  objects => {
    edit(objects.find(object => object.kind === kind));
    return objects;
  };
const pod = (edit: (spec: Mutable) => void): Mutation => change('Deployment', ({ spec }) => edit(spec.template.spec));
const container = (edit: (container: Mutable) => void): Mutation => pod(({ containers }) => edit(containers[0]));

const MUTATIONS: readonly (readonly [fault: string, mutation: Mutation, ...findings: PlantedFault['findings']])[] = [
  [
    'a misspelt field',
    container(it => {
      it.readinesProbe = it.readinessProbe;
      delete it.readinessProbe;
    }),
    ['kubeconform', 'statusInvalid'],
    ['checkov', 'CKV_K8S_9'],
  ],
  [
    'a number that is text',
    change('APIService', ({ spec }) => {
      spec.versionPriority = '15';
    }),
    ['kubeconform', 'statusInvalid'],
  ],
  ['no PodDisruptionBudget', without('PodDisruptionBudget'), ['kube-score', 'deployment-has-poddisruptionbudget']],
  ['no NetworkPolicy', without('NetworkPolicy'), ['kube-score', 'pod-networkpolicy'], ['checkov', 'CKV2_K8S_6']],
  [
    'a Service that selects no pod',
    change('Service', ({ spec }) => {
      spec.selector = { app: 'other' };
    }),
    ['kube-score', 'service-targets-pod'],
  ],
  [
    'no preference for another node',
    pod(it => {
      delete it.affinity;
    }),
    ['kube-score', 'deployment-has-host-podantiaffinity'],
  ],
  [
    'one replica',
    change('Deployment', ({ spec }) => {
      spec.replicas = 1;
    }),
    ['kube-score', 'deployment-replicas'],
  ],
  [
    'probes that are the same',
    container(it => {
      it.readinessProbe = it.livenessProbe;
    }),
    ['kube-score', 'pod-probes-identical'],
  ],
  [
    'the tag latest',
    container(it => {
      it.image = 'registry.example.com/catalog:latest';
    }),
    ['kube-score', 'container-image-tag'],
    ['checkov', 'CKV_K8S_14'],
  ],
  [
    'no memory limit',
    container(it => {
      delete it.resources.limits.memory;
    }),
    ['kube-score', 'container-resources'],
    ['checkov', 'CKV_K8S_13'],
  ],
  [
    'a user of the node',
    pod(it => {
      it.securityContext.runAsUser = 1000;
    }),
    ['kube-score', 'container-security-context-user-group-id'],
    ['checkov', 'CKV_K8S_40'],
  ],
  [
    'a token for every container',
    pod(it => {
      it.automountServiceAccountToken = true;
    }),
    ['checkov', 'CKV_K8S_38'],
  ],
  [
    'rules with wildcards',
    change('ClusterRole', it => {
      it.rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
    }),
    ['checkov', 'CKV_K8S_49'],
  ],
  [
    'escalation of privileges',
    container(it => {
      delete it.securityContext.allowPrivilegeEscalation;
    }),
    [POD_SECURITY, 'allowPrivilegeEscalation != false'],
    ['checkov', 'CKV_K8S_20'],
  ],
  [
    'the network of the node',
    pod(it => {
      it.hostNetwork = true;
    }),
    [POD_SECURITY, 'host namespaces'],
    ['checkov', 'CKV_K8S_19'],
  ],
];

const rule = (alert: string, edit: (rule: Mutable) => void): Mutation =>
  change('PrometheusRule', ({ spec }) => edit(spec.groups[0].rules.find((it: Mutable) => it.alert === alert)));
const expression = (alert: string, from: string, to: string): Mutation =>
  rule(alert, it => {
    it.expr = it.expr.replace(from, to);
  });

/** For a server with alerts. */
const RULE_MUTATIONS: typeof MUTATIONS = [
  [
    'an expression that does not end',
    expression('ExtensionApiServerUnavailable', ')', ''),
    ['promtool', 'check rules'],
  ],
  [
    'a template that does not end',
    rule('ExtensionApiServerErrors', it => {
      it.annotations.summary = '{{ $value';
    }),
    ['promtool', 'check rules'],
  ],
  [
    'a metric that nobody has',
    expression('ExtensionApiServerUnavailable', 'aggregator_', 'apiserver_'),
    ['promtool', 'ExtensionApiServerUnavailable'],
  ],
  [
    'an APIService that nobody has',
    expression('ExtensionApiServerFlapping', 'v1[.]', 'v2[.]'),
    ['promtool', 'ExtensionApiServerFlapping'],
  ],
  [
    'an alert while all is well',
    expression('ExtensionApiServerUnavailable', '== 1', '>= 0'),
    ['promtool', 'ExtensionApiServerUnavailable'],
  ],
  [
    'an end of the certificate that is another',
    expression('ExtensionApiServerCertificateEnds', 'vector(4', 'vector(5'),
    ['promtool', 'ExtensionApiServerCertificateEnds'],
  ],
  [
    'an alert that nobody tested',
    rule('ExtensionApiServerErrors', it => {
      it.alert = 'Another';
    }),
    ['promtool', 'untested'],
  ],
  [
    'a misspelt field of a custom resource',
    rule('ExtensionApiServerErrors', it => {
      it.four = it.for;
    }),
    ['kubeconform', 'statusInvalid'],
  ],
];

export function plantedFaults(sound: readonly KubernetesObject[]): PlantedFault[] {
  return mutate(MUTATIONS, sound);
}

export function plantedRuleFaults(sound: readonly KubernetesObject[]): PlantedFault[] {
  return mutate(RULE_MUTATIONS, sound);
}

function mutate(mutations: typeof MUTATIONS, sound: readonly KubernetesObject[]): PlantedFault[] {
  return mutations.map(([fault, mutation, ...findings]) => ({
    fault,
    findings,
    objects: mutation(structuredClone(sound) as Mutable[]),
  }));
}
