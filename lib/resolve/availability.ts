import { JsonObject, Strings } from '../manifest';

/** How long endpoints of a pod that is going down may still be dialled: kube-proxy and kube-apiserver learn of it a moment later. */
const DRAIN_SECONDS = 5;

/** An action of the kubelet's, because images of API servers rarely have a `sleep`: https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-implementations */
export function availableContainer(): JsonObject {
  return { lifecycle: { preStop: { sleep: { seconds: DRAIN_SECONDS } } } };
}

/**
 * One pod per node where there are nodes, and still as many pods where there are none. Required anti-affinity, the usual choice, leaves the second
 * pod pending on one node and makes roll-outs hang where there are no more nodes than replicas; docs/decisions/0003-spread.md has the experiment.
 */
export function availablePod(kind: 'Deployment' | 'StatefulSet', selector: Strings): JsonObject {
  return {
    topologySpreadConstraints: [{
      labelSelector: { matchLabels: { ...selector } },
      // Count the pods of one revision alone, so that those of the last do not stand in the way of a roll-out.
      matchLabelKeys: kind === 'Deployment' ? ['pod-template-hash'] : undefined,
      maxSkew: 1,
      nodeTaintsPolicy: 'Honor',
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
    }],
  };
}
