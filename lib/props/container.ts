import { k8s } from 'cdk8s-plus-27';

/**
 * The server's container: any field of a Kubernetes container. The values override those of the profile. Objects are
 * merged field by field, `ports` by name, `volumeMounts` by path; any other list replaces the list of the profile. The
 * image, args and env are props of `ExtensionApiServer`.
 */
export interface ContainerOptions {
  /**
   * Name of the container.
   *
   * @default - the server's name
   */
  readonly name?: string;

  /**
   * Command, in place of the image's entry point.
   *
   * @default - the image's entry point
   */
  readonly command?: string[];

  /**
   * Sources of environment variables.
   *
   * @default [] - none
   */
  readonly envFrom?: k8s.EnvFromSource[];

  /**
   * When to pull the image: `Always`, `IfNotPresent` or `Never`.
   *
   * @default - the default of Kubernetes: `Always` for the tag `latest`, else `IfNotPresent`
   */
  readonly imagePullPolicy?: string;

  /**
   * Hooks that run after the container starts and before it stops.
   *
   * @default - with Profile.PRODUCTION a `preStop` sleep of 5 seconds, until no more requests arrive; else none
   */
  readonly lifecycle?: k8s.Lifecycle;

  /**
   * Probe that restarts the container when it fails.
   *
   * @default - `/livez` over HTTPS, without the check of etcd, because a restart does not bring etcd back; with
   * Profile.BARE none
   */
  readonly livenessProbe?: k8s.Probe;

  /**
   * Ports in addition to the secure port.
   *
   * @default [] - none
   */
  readonly ports?: k8s.ContainerPort[];

  /**
   * Probe that decides whether the Service sends requests to the pod.
   *
   * @default - `/readyz` over HTTPS, with Profile.BARE none
   */
  readonly readinessProbe?: k8s.Probe;

  /**
   * Whether a change of resources restarts the container.
   *
   * @default [] - the default of Kubernetes
   */
  readonly resizePolicy?: k8s.ContainerResizePolicy[];

  /**
   * Requests and limits. If you set one of them, a default of the other is adjusted to it. A request above its limit is
   * an error.
   *
   * @default - by profile. There is no CPU limit, because it would slow the API down.
   */
  readonly resources?: k8s.ResourceRequirements;

  /**
   * Privileges of the container.
   *
   * @default - no privilege escalation, no capabilities, a read-only root file system; with Profile.BARE none
   */
  readonly securityContext?: k8s.SecurityContext;

  /**
   * Probe that limits how long the start may take.
   *
   * @default - the check of the liveness probe, for one minute; with Profile.BARE none
   */
  readonly startupProbe?: k8s.Probe;

  /**
   * File from which the kubelet reads why the container terminated.
   *
   * @default '/dev/termination-log'
   */
  readonly terminationMessagePath?: string;

  /**
   * `File` or `FallbackToLogsOnError`.
   *
   * @default - PRODUCTION: `FallbackToLogsOnError`, so that the pod's status says why it crashed; else `File`
   */
  readonly terminationMessagePolicy?: string;

  /**
   * Whether to keep standard input open.
   *
   * @default false
   */
  readonly stdin?: boolean;

  /**
   * Whether standard input closes after the first client.
   *
   * @default false
   */
  readonly stdinOnce?: boolean;

  /**
   * Whether to allocate a terminal.
   *
   * @default false
   */
  readonly tty?: boolean;

  /**
   * Block devices.
   *
   * @default [] - none
   */
  readonly volumeDevices?: k8s.VolumeDevice[];

  /**
   * Mounts in addition to the certificate's. Their volumes are `pod.volumes`.
   *
   * @default [] - none
   */
  readonly volumeMounts?: k8s.VolumeMount[];

  /**
   * Working directory.
   *
   * @default - the image's
   */
  readonly workingDir?: string;

  /**
   * Folders that the server writes to. Each becomes an emptyDir, because the root file system is read-only.
   *
   * @default - ['/tmp']; with Profile.BARE [], and `/tmp` where the server writes its own certificate there
   */
  readonly writablePaths?: string[];

  /**
   * Fields that the profile decides and that are left out, such as `securityContext.readOnlyRootFilesystem` or
   * `livenessProbe`.
   *
   * @default [] - none
   */
  readonly omit?: string[];
}
