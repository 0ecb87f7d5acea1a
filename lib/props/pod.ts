import { k8s } from 'cdk8s-plus-27';

/**
 * The server's pod: any field of a Kubernetes pod. The values override those of the profile. Objects are merged field
 * by field, `volumes` and `initContainers` by name; any other list replaces the list of the profile.
 */
export interface PodOptions {
  /**
   * Labels, in addition to those that select the pods.
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
   * Containers in addition to the server's. Each gets the security context that the Pod Security Standard "restricted"
   * requires, unless it sets its own or the profile is BARE.
   *
   * @default [] - none
   */
  readonly sidecars?: k8s.Container[];

  /**
   * Containers that run before the server's. They get the same security context as `sidecars`.
   *
   * @default [] - none
   */
  readonly initContainers?: k8s.Container[];

  /**
   * Volumes in addition to the certificate's.
   *
   * @default [] - none
   */
  readonly volumes?: k8s.Volume[];

  /**
   * Affinity to nodes and to other pods.
   *
   * @default - with Profile.PRODUCTION and two or more replicas: prefer a node without another replica; else none
   */
  readonly affinity?: k8s.Affinity;

  /**
   * Spread over nodes and zones, in place of the profile's.
   *
   * @default - with Profile.PRODUCTION: one pod on each node, where there are enough nodes; else none
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
   * Priority class. Some clouds refuse the classes `system-*` outside kube-system.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Priority as a number. The priority class sets it.
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
   * Name of the scheduler.
   *
   * @default 'default-scheduler'
   */
  readonly schedulerName?: string;

  /**
   * Gates that delay scheduling.
   *
   * @default [] - none
   */
  readonly schedulingGates?: k8s.PodSchedulingGate[];

  /**
   * Name of the node, without the scheduler.
   *
   * @default - the scheduler selects a node
   */
  readonly nodeName?: string;

  /**
   * User, group and seccomp profile of all containers.
   *
   * @default - user and group 65532, not root, seccomp RuntimeDefault; without user and group where
   * `Tls.openShiftServiceCa()` says that OpenShift assigns them; with Profile.BARE none
   */
  readonly securityContext?: k8s.PodSecurityContext;

  /**
   * Whether all containers of the pod get a token of its ServiceAccount (true), or none (false). The server needs one
   * for delegated authentication and authorization.
   *
   * @default - only the server's container gets a token; with Profile.BARE the default of Kubernetes
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Secrets with which images are pulled.
   *
   * @default [] - none
   */
  readonly imagePullSecrets?: k8s.LocalObjectReference[];

  /**
   * Seconds from SIGTERM until the pod is killed.
   *
   * @default 30
   */
  readonly terminationGracePeriodSeconds?: number;

  /**
   * Seconds for which the pod may run.
   *
   * @default - no limit
   */
  readonly activeDeadlineSeconds?: number;

  /**
   * DNS policy: `ClusterFirst`, `ClusterFirstWithHostNet`, `Default` or `None`.
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
   * Whether the pod uses the node's network. The kubelet uses port 10250 there, so set `port`. A Namespace that
   * enforces the Pod Security Standard "baseline" or "restricted" rejects such a pod, so set its label in
   * `namespaceObject.labels`.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * Whether the pod sees the node's processes.
   *
   * @default false
   */
  readonly hostPid?: boolean;

  /**
   * Whether the pod uses the node's IPC namespace.
   *
   * @default false
   */
  readonly hostIpc?: boolean;

  /**
   * Whether the pod uses the node's user namespace.
   *
   * @default true
   */
  readonly hostUsers?: boolean;

  /**
   * Whether the containers share one process namespace.
   *
   * @default false
   */
  readonly shareProcessNamespace?: boolean;

  /**
   * Whether the containers get environment variables for Services.
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
   * Resources that the container runtime itself uses.
   *
   * @default - by runtimeClassName
   */
  readonly overhead?: { readonly [key: string]: k8s.Quantity };

  /**
   * Conditions of the pod that must be true, in addition to ready containers, for the pod to be ready.
   *
   * @default [] - none
   */
  readonly readinessGates?: k8s.PodReadinessGate[];

  /**
   * Resource claims, for example on devices.
   *
   * @default [] - none
   */
  readonly resourceClaims?: k8s.PodResourceClaim[];

  /**
   * Runtime class.
   *
   * @default - the default runtime of the node
   */
  readonly runtimeClassName?: string;

  /**
   * Fields that the profile decides and that are left out, such as `securityContext.runAsUser`.
   *
   * @default [] - none
   */
  readonly omit?: string[];
}
