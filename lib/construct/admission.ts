import { ApiObject } from 'cdk8s';
import { Complaint, say } from '../errors';
import { JsonObject } from '../kubernetes/manifest';
import { ManifestObject } from './manifest-object';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/**
 * A Namespace of ours that refuses the pods: the apply succeeds, and no pod ever starts. Checked at synth, because a
 * patch may have changed either object.
 */
export function admissionComplaints(namespace: ApiObject | undefined, workload: ApiObject | undefined): string[] {
  if (!(namespace instanceof ManifestObject) || !(workload instanceof ManifestObject)) {
    return [];
  }
  // Most pods pass as they were planned. Rendering them costs time, so only the others are rendered.
  const complaint =
    checkAdmitted(namespace.manifest, workload.manifest) && checkAdmitted(namespace.rendered(), workload.rendered());
  return complaint ? [say(complaint)] : [];
}

/**
 * Checks only what a profile leaves to the user: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
function checkAdmitted(namespace: JsonObject, workload: JsonObject): Complaint | undefined {
  const level = object(object(namespace.metadata).labels)[ENFORCE];
  const pod = object(object(object(workload.spec).template).spec);
  if (level !== 'baseline' && level !== 'restricted') {
    return undefined;
  }
  const containers = [...list(pod.containers), ...list(pod.initContainers)];
  const found = hostAccess(pod, containers) ?? (level === 'restricted' ? root([pod, ...containers]) : undefined);
  return found === undefined
    ? undefined
    : {
        must: `pods must be what their Namespace admits (${ENFORCE}: ${level})`,
        got: found,
        fix: `leave it out, or set namespaceObject.labels to { '${ENFORCE}': 'privileged' }`,
      };
}

function hostAccess(pod: JsonObject, containers: readonly JsonObject[]): string | undefined {
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].find(field => pod[field] === true);
  const folder = list(pod.volumes).find(({ hostPath }) => hostPath !== undefined);
  const port = containers
    .flatMap(({ ports }) => list(ports))
    .find(({ hostPort }) => hostPort !== undefined && hostPort !== 0);
  const privileged = containers.find(({ securityContext }) => object(securityContext).privileged === true);
  return [
    shared && `${shared}: true`,
    folder && `a hostPath in the volume ${String(folder.name)}`,
    port && `hostPort: ${String(port.hostPort)}`,
    privileged && 'privileged: true',
  ].find(one => one !== undefined);
}

function root(contexts: readonly JsonObject[]): string | undefined {
  return contexts.some(({ securityContext }) => object(securityContext).runAsUser === 0) ? 'runAsUser: 0' : undefined;
}

function list(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}

function object(value: unknown): JsonObject {
  return Object(value) as JsonObject;
}
