import { refuse } from '../errors';
import { Strings } from '../kubernetes/manifest';
import { BackendStrategy } from './backend-strategy';

/** Pods that somebody else runs, such as a controller that has an API server built in. */
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
      // A label of a variable that was never set would vanish, and the Service would select every pod.
      const unset = Object.entries(podLabels).find(([, value]) => typeof value !== 'string');
      refuse(
        path,
        unset && { must: `Backend.fromPods() must get a value for the label ${unset[0]}`, got: unset[1], fix },
      );
      return { kind: 'ExistingPods', podLabels };
    },
  };
}
