import { k8s } from 'cdk8s-plus-27';

/**
 * The server's pod: any field of a Kubernetes pod, over what the profile decides. Objects are merged field by field,
 * lists of named things (`volumes`, `initContainers`) by name; other lists replace.
 */
export interface PodOptions {
  /**
   * Labels beside those that select the pods.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations.
   *
   * @default {} - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Containers beside the server's. They get what the Pod Security Standard "restricted" demands of each, unless theirs
   * says otherwise or the profile is BARE.
   *
   * @default [] - none
   */
  readonly sidecars?: k8s.Container[];

  /**
   * Containers that run before. They get what `sidecars` get.
   *
   * @default [] - none
   */
  readonly initContainers?: k8s.Container[];

  /**
   * Volumes beside the certificate's.
   *
   * @default [] - none
   */
  readonly volumes?: k8s.Volume[];

  /**
   * Attraction to nodes and repulsion between pods.
   *
   * @default - PRODUCTION, from two replicas on: rather another node than that of a sister pod; else none
   */
  readonly affinity?: k8s.Affinity;

  /**
   * Spread over nodes and zones, in place of the profile's.
   *
   * @default - PRODUCTION: one pod per node where there are nodes; else none
   */
  readonly topologySpreadConstraints?: k8s.TopologySpreadConstraint[];

  /**
   * Labels that a node must have.
   *
   * @default - PRODUCTION: `kubernetes.io/os: linux`, unless `os` is another; else any node
   */
  readonly nodeSelector?: { readonly [key: string]: string };

  /**
   * Taints that the pod tolerates.
   *
   * @default [] - none
   */
  readonly tolerations?: k8s.Toleration[];

  /**
   * Priority class. The classes `system-*` are refused outside kube-system on some clouds.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Priority as a number; the class sets it.
   *
   * @default - by priorityClassName
   */
  readonly priority?: number;

  /**
   * `PreemptLowerPriority` or `Never`.
   *
   * @default 'PreemptLowerPriority'
   */
  readonly preemptionPolicy?: string;

  /**
   * Scheduler.
   *
   * @default 'default-scheduler'
   */
  readonly schedulerName?: string;

  /**
   * Gates that hold scheduling back.
   *
   * @default [] - none
   */
  readonly schedulingGates?: k8s.PodSchedulingGate[];

  /**
   * One node by name, without the scheduler.
   *
   * @default - the scheduler chooses
   */
  readonly nodeName?: string;

  /**
   * Users and groups of all containers.
   *
   * @default - user and group 65532, not root, seccomp RuntimeDefault; without user and group where
   * `Tls.openShiftServiceCa()` says that OpenShift assigns them; with Profile.BARE none
   */
  readonly securityContext?: k8s.PodSecurityContext;

  /**
   * Whether all containers of the pod get a token of its ServiceAccount (true), or none of them (false). The server
   * needs one to ask kube-apiserver about callers.
   *
   * @default - the server's container alone gets one; with Profile.BARE as Kubernetes does
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Secrets with which images are pulled.
   *
   * @default [] - none
   */
  readonly imagePullSecrets?: k8s.LocalObjectReference[];

  /**
   * Seconds from the request to stop until the pod is killed.
   *
   * @default 30
   */
  readonly terminationGracePeriodSeconds?: number;

  /**
   * Seconds that the pod may run.
   *
   * @default - for ever
   */
  readonly activeDeadlineSeconds?: number;

  /**
   * Where names are looked up: `ClusterFirst`, `ClusterFirstWithHostNet`, `Default` or `None`.
   *
   * @default - `ClusterFirst`; `ClusterFirstWithHostNet` where `hostNetwork` is true
   */
  readonly dnsPolicy?: string;

  /**
   * Name servers and search domains.
   *
   * @default - by dnsPolicy
   */
  readonly dnsConfig?: k8s.PodDnsConfig;

  /**
   * Entries of /etc/hosts.
   *
   * @default [] - none
   */
  readonly hostAliases?: k8s.HostAlias[];

  /**
   * Host name.
   *
   * @default - the pod's name
   */
  readonly hostname?: string;

  /**
   * Subdomain.
   *
   * @default - none
   */
  readonly subdomain?: string;

  /**
   * Whether the host name is fully qualified.
   *
   * @default false
   */
  readonly setHostnameAsFqdn?: boolean;

  /**
   * Whether the pod uses the node's network. Port 10250 belongs to the kubelet there: set `port`. A Namespace that
   * enforces the Pod Security Standards "baseline" or "restricted" admits no such pod: set its label in
   * `namespaceObject.labels`.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * Whether it sees the node's processes.
   *
   * @default false
   */
  readonly hostPid?: boolean;

  /**
   * Whether it uses the node's IPC.
   *
   * @default false
   */
  readonly hostIpc?: boolean;

  /**
   * Whether it uses the node's user namespace.
   *
   * @default true
   */
  readonly hostUsers?: boolean;

  /**
   * Whether containers see each other's processes.
   *
   * @default false
   */
  readonly shareProcessNamespace?: boolean;

  /**
   * Whether Services appear as environment variables.
   *
   * @default true
   */
  readonly enableServiceLinks?: boolean;

  /**
   * Operating system.
   *
   * @default - any
   */
  readonly os?: k8s.PodOs;

  /**
   * Resources that the runtime itself takes.
   *
   * @default - by runtimeClassName
   */
  readonly overhead?: { readonly [key: string]: k8s.Quantity };

  /**
   * Conditions beside the containers' that make the pod ready.
   *
   * @default [] - none
   */
  readonly readinessGates?: k8s.PodReadinessGate[];

  /**
   * Devices that are claimed.
   *
   * @default [] - none
   */
  readonly resourceClaims?: k8s.PodResourceClaim[];

  /**
   * Container runtime.
   *
   * @default - the node's
   */
  readonly runtimeClassName?: string;

  /**
   * Fields that the profile decides and that are left out, such as `securityContext.runAsUser`.
   *
   * @default [] - none
   */
  readonly omit?: string[];
}
