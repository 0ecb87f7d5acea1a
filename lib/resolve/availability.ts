import { JsonObject, Strings } from '../kubernetes/manifest';

/**
 * Seconds until kube-apiserver and its kube-proxy know that a pod came or went. kube-proxy batches changes for one
 * second (`minSyncPeriod`) and needs some seconds to write them in a large cluster:
 * https://kubernetes.io/docs/reference/networking/virtual-ips/#minsyncperiod
 */
const PROXIES_LEARN_SECONDS = 5;

/**
 * The kubelet performs this action itself. Images of API servers rarely contain a `sleep` program:
 * https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-implementations
 */
export function availableContainer(gracePeriodSeconds: number): JsonObject {
  // Kubernetes refuses a pause longer than the grace period.
  const seconds = Math.min(PROXIES_LEARN_SECONDS, gracePeriodSeconds);
  return {
    ...(seconds > 0 && { lifecycle: { preStop: { sleep: { seconds } } } }),
    // Servers say on standard error why they end, and nothing in /dev/termination-log:
    // https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/#customizing-the-termination-message
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

/**
 * `kubectl rollout status`, Argo CD and Flux consider a workload healthy when its pods are available, and then the
 * APIServices are applied. By that time the Service must lead to the pods.
 */
export function availableWorkload(
  kind: 'Deployment' | 'StatefulSet',
  hostNetwork: boolean,
  { progressDeadlineSeconds = Infinity, strategy }: JsonObject,
): JsonObject {
  const { rollingUpdate: given } = (strategy ?? {}) as JsonObject;
  // Starts the new pod first, so that there are never fewer pods than replicas. A StatefulSet cannot do that, and on
  // the host network the old pod still holds the port.
  const rollingUpdate =
    hostNetwork && given === undefined ? { maxSurge: 0, maxUnavailable: 1 } : { maxSurge: 1, maxUnavailable: 0 };
  return {
    // Kubernetes requires progressDeadlineSeconds to be greater than minReadySeconds.
    minReadySeconds: Math.max(0, Math.min(PROXIES_LEARN_SECONDS, Number(progressDeadlineSeconds) - 1)),
    strategy: kind === 'Deployment' ? { type: 'RollingUpdate', rollingUpdate } : undefined,
  };
}

/**
 * Most images are for Linux alone, and the scheduler does not know: on a Windows node the pod never starts.
 * https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-os
 */
export function nodesOf(os: string | undefined): JsonObject {
  return os === undefined || os === 'linux' ? { nodeSelector: { 'kubernetes.io/os': 'linux' } } : {};
}

const NODE = 'kubernetes.io/hostname';
/**
 * The highest weight of a preference:
 * https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity-weight
 */
const HIGHEST_WEIGHT = 100;

/**
 * One pod on each node while there are enough nodes; otherwise pods share nodes. Required anti-affinity, the usual
 * choice, leaves the second pod Pending on a single node and blocks roll-outs if there are no more nodes than replicas:
 * docs/decisions/0003-spread.md.
 */
export function availablePod(kind: 'Deployment' | 'StatefulSet', selector: Strings): JsonObject {
  const labelSelector = { matchLabels: { ...selector } };
  return {
    // The constraint below counts the pods of one revision. This preference keeps a new pod off the node of an old one
    // if another node is free. kube-score looks for a spread in this form.
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
        // Counts only the pods of one revision, so that pods of the previous one do not block a roll-out.
        matchLabelKeys: kind === 'Deployment' ? ['pod-template-hash'] : undefined,
        maxSkew: 1,
        nodeTaintsPolicy: 'Honor',
        topologyKey: NODE,
        whenUnsatisfiable: 'DoNotSchedule',
      },
    ],
  };
}
