import { Complaint } from '../errors';
import { Json, JsonObject } from '../kubernetes/manifest';

/**
 * Checks that the containers of a pod agree. Otherwise only kube-apiserver or the kubelet would report the conflict, in
 * the cluster.
 */
export function checkPodWiring(
  server: JsonObject,
  companions: readonly JsonObject[],
  volumes: readonly string[],
): Complaint | undefined {
  const containers = [server, ...companions];
  return (
    checkNames(containers) ?? checkPorts(containers) ?? checkVolumeNames(volumes) ?? checkMounts(containers, volumes)
  );
}

function checkNames(containers: readonly JsonObject[]): Complaint | undefined {
  const again = firstTwice(containers.map(({ name }) => name));
  return again === undefined
    ? undefined
    : {
        must: 'containers of a pod must have names of their own',
        got: again,
        fix: 'set container.name, or rename the one in pod.sidecars or pod.initContainers',
      };
}

/** All containers of a pod share one network. An init container that ends has left its ports. */
function checkPorts(containers: readonly JsonObject[]): Complaint | undefined {
  const taken = firstTwice(
    containers.flatMap(container => [
      ...new Set(list(container.ports).map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`)),
    ]),
  );
  return taken === undefined
    ? undefined
    : {
        must: 'containers of a pod must listen on ports of their own',
        got: taken,
        fix: 'set the prop port, or another port of the sidecar',
      };
}

function checkVolumeNames(volumes: readonly string[]): Complaint | undefined {
  const again = firstTwice(volumes);
  return again === undefined
    ? undefined
    : {
        must: 'pod.volumes must have names of their own',
        got: again,
        fix: 'rename one; a volume of volumeClaimTemplates has a name too',
      };
}

function checkMounts(containers: readonly JsonObject[], volumes: readonly string[]): Complaint | undefined {
  for (const { name, volumeMounts, volumeDevices } of containers) {
    const mounts = [...list(volumeMounts), ...list(volumeDevices)];
    const lost = mounts.find(mount => !volumes.includes(String(mount.name)));
    if (lost) {
      return {
        must: `the container ${name} must mount volumes that the pod has (${volumes.join(', ') || 'none'})`,
        got: lost.name,
        fix: 'add it to pod.volumes',
      };
    }
    const again = firstTwice(list(volumeMounts).map(({ mountPath }) => mountPath));
    if (again !== undefined) {
      return {
        must: `the container ${name} must mount one volume in a folder`,
        got: again,
        fix: 'give one of the two another mountPath',
      };
    }
  }
  return undefined;
}

function firstTwice<T extends Json>(values: readonly T[]): T | undefined {
  return values.find((value, index) => values.indexOf(value) < index);
}

function list(value: Json): JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}
