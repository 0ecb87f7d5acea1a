import { refuse } from '../errors';
import { checkDecidedElsewhere, Elsewhere } from '../input/decided-elsewhere';
import { Strings } from '../kubernetes/manifest';
import { partToKubernetes } from '../kubernetes/from-structs';
import { BackendChoice } from './backend-strategy';

interface WorkloadOptions {
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

/** A workload whose pods the construct emits: `options` are metadata and fields of its spec. */
export function emittedPods(
  kind: 'Deployment' | 'StatefulSet',
  path: string,
  { labels = {}, annotations = {}, selectorLabels, ...fields }: WorkloadOptions,
): BackendChoice {
  const spec = partToKubernetes(path, 'backend', `${kind}Spec`, fields);
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
