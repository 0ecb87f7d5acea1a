import { refuse } from '../errors';
import { Strings } from '../manifest';
import { BackendStrategy } from './contract';

/** Pods that somebody else runs, such as a controller that has an API server built in. */
export function existingPods(podLabels: Strings): BackendStrategy {
  return {
    choose: path => {
      refuse(path, Object.keys(podLabels).length > 0 ? undefined
        : { must: 'Backend.existing() must get pod labels', got: '{}', fix: 'give the labels that the workload\'s selector has' });
      return { kind: 'ExistingPods', podLabels };
    },
  };
}
