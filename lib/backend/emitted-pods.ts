import { k8s } from 'cdk8s-plus-27';
import { refuse } from '../errors';
import { Strings } from '../kubernetes/manifest';
import { toKubernetes } from '../kubernetes/from-structs';
import { BackendChoice, BackendStrategy } from './backend-strategy';

interface Metadata {
  readonly labels?: Strings;
  readonly annotations?: Strings;
  readonly selectorLabels?: Strings;
}

/** The generated structs demand these two, which are not the user's to give. */
const REQUIRED = { selector: {}, template: {} };

export function deployment({
  labels,
  annotations,
  selectorLabels,
  ...spec
}: Metadata & Omit<k8s.DeploymentSpec, 'selector' | 'template'>): BackendStrategy {
  return {
    choose: path =>
      workload(
        'Deployment',
        path,
        { labels, annotations, selectorLabels },
        toKubernetes(path, 'backend', { ...REQUIRED, ...spec }, k8s.toJson_DeploymentSpec),
      ),
  };
}

export function statefulSet({
  labels,
  annotations,
  selectorLabels,
  ...spec
}: Metadata & Omit<k8s.StatefulSetSpec, 'selector' | 'template' | 'serviceName'>): BackendStrategy {
  return {
    choose: path =>
      workload(
        'StatefulSet',
        path,
        { labels, annotations, selectorLabels },
        toKubernetes(path, 'backend', { ...REQUIRED, serviceName: '-', ...spec }, k8s.toJson_StatefulSetSpec),
      ),
  };
}

function workload(
  kind: 'Deployment' | 'StatefulSet',
  path: string,
  { labels = {}, annotations = {}, selectorLabels }: Metadata,
  converted: object,
): BackendChoice {
  refuse(
    path,
    selectorLabels && Object.keys(selectorLabels).length === 0
      ? {
          must: 'selectorLabels must not be empty: the Service would select every pod',
          got: '{}',
          fix: 'leave it out, or give at least one label',
        }
      : undefined,
  );
  const {
    selector: _selector,
    template: _template,
    serviceName: _serviceName,
    ...spec
  } = converted as { readonly [field: string]: never };
  return { kind, spec, labels, annotations, selector: selectorLabels };
}
