import { k8s } from 'cdk8s-plus-27';
import { refuse } from '../errors';
import { checkDecidedElsewhere, Elsewhere } from '../input/decided-elsewhere';
import { JsonObject, Strings } from '../kubernetes/manifest';
import { partToKubernetes } from '../kubernetes/from-structs';
import { BackendChoice, BackendStrategy } from './backend-strategy';

interface Metadata {
  readonly labels?: Strings;
  readonly annotations?: Strings;
  readonly selectorLabels?: Strings;
}

/** Fields of a Deployment's or StatefulSet's spec that the options leave out, with the way to say them. */
const ELSEWHERE: Elsewhere = {
  replicas: 'use the prop replicas',
  selector: 'use selectorLabels',
  serviceName: 'leave it out: a Service of that kind is emitted',
  template: 'use the props pod and container',
};

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
        partToKubernetes(path, 'backend', 'DeploymentSpec', spec),
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
        partToKubernetes(path, 'backend', 'StatefulSetSpec', spec),
      ),
  };
}

function workload(
  kind: 'Deployment' | 'StatefulSet',
  path: string,
  { labels = {}, annotations = {}, selectorLabels }: Metadata,
  spec: JsonObject,
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
  refuse(path, checkDecidedElsewhere('backend', ELSEWHERE, spec));
  return { kind, spec, labels, annotations, selector: selectorLabels };
}
