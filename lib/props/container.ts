import { k8s } from 'cdk8s-plus-27';

/**
 * The server's container: any field of a Kubernetes container, over what the profile decides. Objects are merged field
 * by field, `ports` by name and field by field, `volumeMounts` by path; other lists replace. Image, args and env are
 * props of their own.
 */
export interface ContainerOptions {
  /**
   * Name of the container.
   *
   * @default - the server's name
   */
  readonly name?: string;

  /**
   * Program in place of the image's own.
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
   * @default - Kubernetes' own: `Always` for the tag `latest`, else `IfNotPresent`
   */
  readonly imagePullPolicy?: string;

  /**
   * What to run when the container starts and before it stops.
   *
   * @default - PRODUCTION: a pause of 5 seconds before it stops, until nobody sends requests any more
   */
  readonly lifecycle?: k8s.Lifecycle;

  /**
   * When to restart the container.
   *
   * @default - `/livez` over HTTPS, without its check of etcd where the storage is one: no restart helps against that;
   * with Profile.BARE none
   */
  readonly livenessProbe?: k8s.Probe;

  /**
   * Ports beside the secure one.
   *
   * @default [] - none
   */
  readonly ports?: k8s.ContainerPort[];

  /**
   * When to send requests.
   *
   * @default - `/readyz` over HTTPS, with Profile.BARE none
   */
  readonly readinessProbe?: k8s.Probe;

  /**
   * What a change of resources means for the container.
   *
   * @default [] - Kubernetes' own
   */
  readonly resizePolicy?: k8s.ContainerResizePolicy[];

  /**
   * Requests and limits. Where one of the two is given, a default of the other gives way; both in conflict are an
   * error.
   *
   * @default - by profile; never a CPU limit, which would slow the API down
   */
  readonly resources?: k8s.ResourceRequirements;

  /**
   * Privileges.
   *
   * @default - no escalation, no capabilities, read-only root; with Profile.BARE none
   */
  readonly securityContext?: k8s.SecurityContext;

  /**
   * How long the start may take.
   *
   * @default - the same within a minute, with Profile.BARE none
   */
  readonly startupProbe?: k8s.Probe;

  /**
   * File from which the kubelet reads why the container ended.
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
   * Mounts beside the certificate's. The volumes are fields of `pod`.
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
   * Folders that the server writes to; each becomes an emptyDir. They matter because the root file system is read-only.
   *
   * @default - ['/tmp'], with Profile.BARE []; always `/tmp` where the server makes its own certificate there
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
