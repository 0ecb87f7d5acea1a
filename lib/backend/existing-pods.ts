import { refuse } from '../errors';
import { Strings } from '../kubernetes/manifest';
import { BackendStrategy } from './backend-strategy';

/** Pods that the construct does not emit, such as those of a controller with an API server in it. */
export function existingPods(podLabels: Strings): BackendStrategy {
  return {
    choose: path => {
      const fix = "give the labels that the workload's selector has";
      refuse(
        path,
        Object.keys(podLabels).length > 0
          ? undefined
          : { must: 'Backend.fromPods() must get pod labels', got: '{}', fix },
      );
      return { kind: 'ExistingPods', podLabels };
    },
  };
}
