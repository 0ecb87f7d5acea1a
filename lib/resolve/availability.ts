import { JsonObject, Strings } from '../kubernetes/manifest';

/**
 * How long kube-apiserver and the kube-proxy beside it may take to learn that a pod came or goes. kube-proxy brings
 * changes together for a second (`minSyncPeriod`) and writes for up to some seconds in a large cluster:
 * https://kubernetes.io/docs/reference/networking/virtual-ips/#minsyncperiod
 */
const PROXIES_LEARN_SECONDS = 5;

/**
 * An action of the kubelet's, because images of API servers rarely have a `sleep`:
 * https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-implementations
 */
export function availableContainer(gracePeriodSeconds: number): JsonObject {
  // Kubernetes refuses a pause that is longer than what a pod has to stop.
  const seconds = Math.min(PROXIES_LEARN_SECONDS, gracePeriodSeconds);
  return seconds > 0 ? { lifecycle: { preStop: { sleep: { seconds } } } } : {};
}

/**
 * `kubectl rollout status`, Argo CD and Flux take a workload for healthy when its pods are available, and whoever waits
 * for that applies the APIServices next: by then they must be reachable through the Service, too.
 */
export function availableWorkload(
  kind: 'Deployment' | 'StatefulSet',
  hostNetwork: boolean,
  { progressDeadlineSeconds = Infinity, strategy }: JsonObject,
): JsonObject {
  const { rollingUpdate: given } = (strategy ?? {}) as JsonObject;
  // The new pod first, so that there is never one less. A StatefulSet cannot do that, and on the node's network the old
  // pod still has the port.
  const rollingUpdate =
    hostNetwork && given === undefined ? { maxSurge: 0, maxUnavailable: 1 } : { maxSurge: 1, maxUnavailable: 0 };
  return {
    // Kubernetes refuses a deadline for progress that is no longer than this.
    minReadySeconds: Math.max(0, Math.min(PROXIES_LEARN_SECONDS, Number(progressDeadlineSeconds) - 1)),
    strategy: kind === 'Deployment' ? { type: 'RollingUpdate', rollingUpdate } : undefined,
  };
}

const NODE = 'kubernetes.io/hostname';
/**
 * The most that a preference can weigh:
 * https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity-weight
 */
const HIGHEST_WEIGHT = 100;

/**
 * One pod per node where there are nodes, and still as many pods where there are none. Required anti-affinity, the
 * usual choice, leaves the second pod pending on one node and makes roll-outs hang where there are no more nodes than
 * replicas; docs/decisions/0003-spread.md has the experiment.
 */
export function availablePod(kind: 'Deployment' | 'StatefulSet', selector: Strings): JsonObject {
  const labelSelector = { matchLabels: { ...selector } };
  return {
    // The constraint below counts one revision; this keeps a new pod off the node of an old one while another node is
    // free, and never keeps it from running. It is also the form in which kube-score looks for a spread.
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { podAffinityTerm: { labelSelector, topologyKey: NODE }, weight: HIGHEST_WEIGHT },
        ],
      },
    },
    topologySpreadConstraints: [
      {
        labelSelector,
        // Count the pods of one revision alone, so that those of the last do not stand in the way of a roll-out.
        matchLabelKeys: kind === 'Deployment' ? ['pod-template-hash'] : undefined,
        maxSkew: 1,
        nodeTaintsPolicy: 'Honor',
        topologyKey: NODE,
        whenUnsatisfiable: 'DoNotSchedule',
      },
    ],
  };
}
