import { k8s } from 'cdk8s-plus-27';
import { Complaint, refuse } from '../errors';
import { JsonObject, sorted, Strings } from '../manifest';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { ContainerOptions } from '../props/container';
import { PodOptions } from '../props/pod';
import { ServingFiles } from '../props/serving-files';
import { Pods, ServingCertificate } from '../server';
import { overlay, toKubernetes } from '../shape';
import { StorageParts } from '../storage/contract';
import { availableContainer, availablePod } from './availability';
import { probes } from './probes';
import { RESOURCES } from './resources';
import { admitted, RESTRICTED_CONTAINER, RESTRICTED_POD } from './security';
import { POD_PORT } from './service';
import { ServerSubject } from './subject';
import { Volumes, certificateVolume, NO_VOLUMES, storageVolumes, tokenVolume, writableVolumes } from './volumes';

interface Workload {
  readonly image: string;
  readonly replicas: number;
  readonly selector: Strings;
  readonly kind: 'Deployment' | 'StatefulSet';
}

/** The pod: what wires the server up, then what the profile wants, then what the user gave. */
export function resolvePods(subject: ServerSubject, props: ExtensionApiServerProps, workload: Workload, storage: StorageParts, certificate: ServingCertificate): Pods {
  const { path, name, defaults } = subject;
  const { container = {}, pod = {}, port = POD_PORT, servingFiles = ServingFiles.flags() } = props;
  // Go programs write to /tmp when they write at all; a server that needs another folder says so.
  const writable = writableVolumes(container.writablePaths ?? (defaults.restricted ? ['/tmp'] : []));
  // Who decides on automountServiceAccountToken gets what Kubernetes makes of it: a token for all containers, or for none.
  const token = defaults.restricted && pod.automountServiceAccountToken === undefined ? tokenVolume() : NO_VOLUMES;
  const volumes: Volumes[] = [certificateVolume(servingFiles._mount, certificate, defaults.restricted), token, storageVolumes(storage), writable];
  const announced = announce(servingFiles, certificate, port, defaults.restricted);

  const decidedContainer: JsonObject = {
    name,
    env: announced.env,
    ports: [{ name: 'https', containerPort: port, protocol: 'TCP' }],
    ...(defaults.probes && probes(port)),
    resources: RESOURCES[defaults.resources],
    ...(defaults.highlyAvailable && availableContainer()),
    ...(defaults.restricted && { securityContext: RESTRICTED_CONTAINER }),
    volumeMounts: volumes.flatMap(volume => volume.mounts),
  };
  const decidedPod: JsonObject = {
    ...(defaults.restricted && { automountServiceAccountToken: false, securityContext: RESTRICTED_POD }),
    ...(defaults.highlyAvailable && workload.replicas > 1 && availablePod(workload.kind, workload.selector)),
    volumes: volumes.flatMap(volume => volume.volumes),
  };
  const given = givenPod(path, pod);
  const companions = (containers: readonly JsonObject[] | undefined): readonly JsonObject[] | undefined => (defaults.restricted ? containers?.map(admitted) : containers);
  const args = joinArgs([...announced.args, ...storage.args], props.args ?? []);
  refuse(path, checkPortFlag(args, port) ?? checkHostNetwork(pod, port));
  return {
    selector: sorted(workload.selector),
    labels: sorted({ ...subject.labels, ...pod.labels, ...workload.selector }),
    annotations: sorted({ ...pod.annotations }),
    image: workload.image,
    command: container.command,
    args,
    port,
    container: overlay(decidedContainer, givenContainer(path, props)),
    pod: overlay(decidedPod, { ...given, initContainers: companions(given.initContainers as readonly JsonObject[] | undefined) }),
    sidecars: [...storage.sidecars, ...companions(pod.sidecars?.map((sidecar, index) => toKubernetes(path, `pod.sidecars[${index}]`, sidecar, k8s.toJson_Container))) ?? []],
  };
}

function announce({ _mount, _announcement }: ServingFiles, { secretName, madeByServer }: ServingCertificate, port: number, readOnlyRoot: boolean): { args: string[]; env: JsonObject[] } {
  const file = (name: string): string => (_mount && secretName !== undefined ? `${_mount.path}/${name}` : '');
  const files = { certificate: file(_mount?.certificateFile ?? ''), privateKey: file(_mount?.privateKeyFile ?? '') };
  // A server without a certificate makes one, and its usual folder for that is on the root file system.
  const ownCertificate = madeByServer && readOnlyRoot ? _announcement.ownCertificateArgs('/tmp') : [];
  return { args: [..._announcement.args(files, port), ...ownCertificate], env: [..._announcement.env(files, port)] };
}

const flagOf = (arg: string): string => arg.split('=')[0] ?? arg;

/** The user's last word: a flag that they give is theirs. */
function joinArgs(ours: readonly string[], theirs: readonly string[]): string[] {
  const flags = new Set(theirs.filter(arg => arg.startsWith('-')).map(flagOf));
  return [...ours.filter(arg => !flags.has(flagOf(arg))), ...theirs];
}

function checkPortFlag(args: readonly string[], port: number): Complaint | undefined {
  const flag = args.find(arg => arg.startsWith('--secure-port='));
  return flag === undefined || flag === `--secure-port=${port}` ? undefined
    : { must: `args must agree with the prop port, which is ${port}`, got: flag, fix: 'set port and leave the flag out' };
}

function checkHostNetwork({ hostNetwork }: PodOptions, port: number): Complaint | undefined {
  return hostNetwork && port === 10250
    ? { must: 'port must not be the kubelet\'s when pod.hostNetwork is true', got: port, fix: 'set port, for example to 4443' } : undefined;
}

function givenContainer(path: string, { container = {}, env = [] }: ExtensionApiServerProps): JsonObject {
  const { writablePaths: _paths, command: _command, name = '-', ...fields }: ContainerOptions = container;
  const { name: _name, ...json } = toKubernetes(path, 'container', { ...fields, name, env }, k8s.toJson_Container);
  return container.name === undefined ? json : { ...json, name: container.name };
}

function givenPod(path: string, pod: PodOptions): JsonObject {
  const { labels: _labels, annotations: _annotations, sidecars: _sidecars, ...fields } = pod;
  const { containers: _containers, ...json } = toKubernetes(path, 'pod', { ...fields, containers: [] }, k8s.toJson_PodSpec);
  return json;
}
