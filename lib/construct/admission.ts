import { Complaint } from '../errors';
import { JsonObject } from '../manifest';
import { Backend, NamespaceObject } from '../server';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/**
 * A Namespace that we emit, and pods that it would refuse: the apply succeeds, and no pod ever comes. Of the standard only what a profile's own
 * settings leave to the user. https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function checkAdmitted(namespace: NamespaceObject | undefined, backend: Backend): Complaint | undefined {
  const level = namespace?.labels[ENFORCE];
  if (!('pods' in backend) || (level !== 'baseline' && level !== 'restricted')) {
    return undefined;
  }
  const { pod, container, sidecars } = backend.pods;
  const containers = [container, ...sidecars, ...list(pod.initContainers)];
  const found = hostAccess(pod, containers) ?? (level === 'restricted' ? root([pod, ...containers]) : undefined);
  return found === undefined ? undefined : {
    must: `pods must be what their Namespace admits (${ENFORCE}: ${level})`, got: found,
    fix: `leave it out, or set namespaceObject.labels to { '${ENFORCE}': 'privileged' }`,
  };
}

function hostAccess(pod: JsonObject, containers: readonly JsonObject[]): string | undefined {
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].find(field => pod[field] === true);
  const folder = list(pod.volumes).find(({ hostPath }) => hostPath !== undefined);
  const port = containers.flatMap(({ ports }) => list(ports)).find(({ hostPort }) => hostPort !== undefined && hostPort !== 0);
  const privileged = containers.find(({ securityContext }) => (securityContext as JsonObject | undefined)?.privileged === true);
  return [
    shared && `${shared}: true`,
    folder && `a hostPath in the volume ${String(folder.name)}`,
    port && `hostPort: ${String(port.hostPort)}`,
    privileged && 'privileged: true',
  ].find(one => one !== undefined);
}

function root(contexts: readonly JsonObject[]): string | undefined {
  return contexts.some(({ securityContext }) => (securityContext as JsonObject | undefined)?.runAsUser === 0) ? 'runAsUser: 0' : undefined;
}

function list(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value as JsonObject[] : [];
}
