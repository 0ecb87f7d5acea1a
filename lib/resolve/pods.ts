import { k8s } from 'cdk8s-plus-27';
import { Complaint, refuse } from '../errors';
import { Json, JsonObject, sorted, Strings } from '../kubernetes/manifest';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { ContainerOptions } from '../props/container';
import { PodOptions } from '../props/pod';
import { SecureServing } from '../secure-serving/secure-serving';
import { Pods, ServingCertificate } from '../model/server';
import { partToKubernetes, toKubernetes } from '../kubernetes/from-structs';
import { KUBELET_PORT } from '../kubernetes/ports';
import { overlay } from '../kubernetes/overlay';
import { StorageParts } from '../storage/storage-strategy';
import { admissionArgs } from './admission-plugins';
import { announce, checkMounted, checkNamedFiles } from './announcement';
import { checkPortFlag, joinArgs } from './arguments';
import { availableContainer, availablePod, nodesOf } from './availability';
import { withoutOmitted } from './omitted';
import { checkPodsDecidedElsewhere } from './pods-decided-elsewhere';
import { probes } from './probes';
import { checkPodWiring } from './pod-wiring';
import { checkResources, resources } from './resources';
import { admitted, RESTRICTED_CONTAINER, restrictedPod } from './security';
import { ServerSubject } from './subject';
import {
  Volumes,
  certificateVolume,
  NO_VOLUMES,
  storageVolumes,
  TEMPORARY,
  tokenVolume,
  writableVolumes,
} from './volumes';

interface Workload {
  readonly image: string;
  readonly replicas: number;
  readonly selector: Strings;
  readonly kind: 'Deployment' | 'StatefulSet';
  /** Names of the volumes that each pod of a StatefulSet keeps. */
  readonly claims: readonly string[];
}

/** The pod: what wires the server up, then what the profile wants, then what the user gave. */
export function resolvePods(
  subject: ServerSubject,
  props: ExtensionApiServerProps,
  workload: Workload,
  storage: StorageParts,
  certificate: ServingCertificate,
): Pods {
  const { path, name, defaults } = subject;
  const { container = {}, pod = {}, port = KUBELET_PORT, secureServing = SecureServing.flags() } = props;
  // Who decides on automountServiceAccountToken gets what Kubernetes makes of it: a token for all containers, or for
  // none.
  const token = defaults.restricted && pod.automountServiceAccountToken === undefined ? tokenVolume() : NO_VOLUMES;
  refuse(path, checkNamedFiles(secureServing._strategy, certificate));
  const announced = announce(secureServing._strategy, certificate, port, defaults.restricted);
  const { ours: admission, theirs } = admissionArgs(path, props.disableAdmissionPlugins, props.args ?? []);
  const args = joinArgs([...announced.args, ...storage.args, ...admission], theirs);
  const writable = writableVolumes(
    writablePaths(
      container,
      defaults.restricted,
      args.some(arg => announced.ownCertificate.includes(arg)),
    ),
  );
  const volumes: Volumes[] = [
    certificateVolume(secureServing._strategy.mount, certificate, defaults.restricted),
    token,
    storageVolumes(storage),
    writable,
  ];
  const given = { container: givenContainer(path, container), pod: givenPod(path, pod) };
  refuse(path, checkPodsDecidedElsewhere(given.container, given.pod));

  const decidedContainer: JsonObject = {
    name,
    env: announced.env,
    ports: [{ name: 'https', containerPort: port, protocol: 'TCP' }],
    ...((defaults.probes || props.probes) && probes(path, port, storage.etcd, props.probes)),
    resources: resources(defaults.resources, given.container.resources),
    ...(defaults.highlyAvailable && availableContainer(pod.terminationGracePeriodSeconds ?? GRACE_PERIOD_SECONDS)),
    ...(defaults.restricted && { securityContext: RESTRICTED_CONTAINER }),
    volumeMounts: volumes.flatMap(volume => volume.mounts),
  };
  const decidedPod: JsonObject = {
    ...(defaults.restricted && {
      automountServiceAccountToken: false,
      securityContext: restrictedPod(certificate.openShift),
    }),
    ...(defaults.highlyAvailable && nodesOf(pod.os?.name)),
    // The usual policy of a pod on the node's network is the node's: it finds no Service by name.
    ...(pod.hostNetwork && { dnsPolicy: 'ClusterFirstWithHostNet' }),
    ...(defaults.highlyAvailable && workload.replicas > 1 && availablePod(workload.kind, workload.selector)),
    volumes: volumes.flatMap(volume => volume.volumes),
  };
  const companions = (containers: readonly JsonObject[] | undefined): readonly JsonObject[] | undefined =>
    defaults.restricted ? containers?.map(admitted) : containers;
  const finalContainer = toKubernetes(
    path,
    'container',
    'Container',
    overlay(withoutOmitted(path, 'container', decidedContainer, container.omit), {
      ...given.container,
      env: givenEnv(path, props.env),
    }),
  );
  const sidecars = [
    ...storage.sidecars,
    ...(companions(
      pod.sidecars?.map((sidecar, index) => toKubernetes(path, `pod.sidecars[${index}]`, 'Container', sidecar)),
    ) ?? []),
  ];
  const initContainers = companions(given.pod.initContainers as readonly JsonObject[] | undefined);
  const { containers: _containers, ...finalPod } = toKubernetes(path, 'pod', 'PodSpec', {
    ...overlay(withoutOmitted(path, 'pod', decidedPod, pod.omit), { ...given.pod, initContainers }),
    containers: [finalContainer],
  });
  const volumeNames = [
    ...((finalPod.volumes ?? []) as JsonObject[]).map(({ name }) => String(name)),
    ...workload.claims,
  ];
  refuse(
    path,
    checkPortFlag('args', announced.args, theirs, port) ??
      checkPortFlag('container.command', announced.args, container.command, port) ??
      checkMounted(secureServing._strategy, certificate) ??
      checkKubeletPort(pod, port) ??
      checkFree(port, storage.ports) ??
      checkResources(finalContainer) ??
      checkPodWiring(finalContainer, [...sidecars, ...(initContainers ?? [])], volumeNames),
  );
  return {
    selector: sorted(workload.selector),
    labels: sorted({ ...subject.labels, ...pod.labels, ...workload.selector }),
    annotations: sorted({ ...pod.annotations }),
    image: workload.image,
    command: container.command,
    args,
    port,
    container: finalContainer,
    pod: finalPod,
    sidecars,
  };
}

/** Kubernetes' own: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination */
const GRACE_PERIOD_SECONDS = 30;

/** Go programs write to /tmp when they write at all; a server that needs another folder says so. */
function writablePaths(
  { writablePaths: given, volumeMounts = [] }: ContainerOptions,
  readOnlyRoot: boolean,
  ownCertificate: boolean,
): readonly string[] {
  const paths = given ?? (readOnlyRoot ? [TEMPORARY] : []);
  const there = [...paths, ...volumeMounts.map(({ mountPath }) => mountPath)].some(
    path => path.replace(/\/+$/, '') === TEMPORARY,
  );
  return ownCertificate && !there ? [TEMPORARY, ...paths] : paths;
}

function checkFree(port: number, taken: readonly number[]): Complaint | undefined {
  return taken.includes(port)
    ? {
        must: `port must not be one of the storage's sidecar, which listens on ${taken.join(', ')}`,
        got: port,
        fix: 'leave it out, or use another',
      }
    : undefined;
}

/** By which a pod chooses EKS Fargate: https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html */
const FARGATE = 'eks.amazonaws.com/fargate-profile';

/** The kubelet listens on 10250 of the node's network, and a pod on Fargate shares that, too. */
function checkKubeletPort(
  { hostNetwork, schedulerName, labels = {} }: PodOptions,
  port: number,
): Complaint | undefined {
  const onFargate = FARGATE in labels || schedulerName === 'fargate-scheduler';
  return (hostNetwork || onFargate) && port === KUBELET_PORT
    ? {
        must: `port must not be the kubelet's ${hostNetwork ? 'when pod.hostNetwork is true' : 'on EKS Fargate'}`,
        got: port,
        fix: 'set port, for example to 4443',
      }
    : undefined;
}

function givenContainer(path: string, container: ContainerOptions): JsonObject {
  const { writablePaths: _paths, command: _command, omit: _omit, ...fields }: ContainerOptions = container;
  return partToKubernetes(path, 'container', 'Container', fields);
}

function givenEnv(path: string, env: readonly k8s.EnvVar[] = []): JsonObject[] {
  return env.map((variable, index) => toKubernetes(path, `env[${index}]`, 'EnvVar', variable));
}

function givenPod(path: string, pod: PodOptions): JsonObject {
  const { labels: _labels, annotations: _annotations, sidecars: _sidecars, omit: _omit, ...fields } = pod;
  return {
    ...partToKubernetes(path, 'pod', 'PodSpec', fields),
    // One of the name of ours replaces it, and is whole.
    volumes: toKubernetes<Json>(path, 'pod.volumes', '[Volume]', fields.volumes ?? []),
  };
}
