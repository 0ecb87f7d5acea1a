import { BackendChoice } from '../backend/backend-strategy';
import { Complaint, refuse } from '../errors';
import { sorted } from '../kubernetes/manifest';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { NamespaceOptions } from '../props/metadata';
import { NamespaceObject } from '../model/server';
import { RESTRICTED_NAMESPACE } from './security';
import { ServerSubject } from './subject';

/**
 * Namespaces that every cluster has:
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces
 */
const INITIAL = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

export function resolveNamespace(
  { path, namespace, defaults }: ServerSubject,
  { namespaceObject, metadata }: ExtensionApiServerProps,
  choice: BackendChoice,
): NamespaceObject | undefined {
  // Existing pods already have a namespace.
  const enabled = namespaceObject?.enabled ?? (!INITIAL.includes(namespace) && choice.kind !== 'ExistingPods');
  refuse(path, enabled ? undefined : checkIdle(namespaceObject));
  // Without labels that name the server, because several servers share the object.
  return enabled
    ? {
        labels: sorted({
          ...(defaults.restricted && RESTRICTED_NAMESPACE),
          ...metadata?.labels,
          ...namespaceObject?.labels,
        }),
        annotations: sorted({ ...metadata?.annotations, ...namespaceObject?.annotations }),
      }
    : undefined;
}

/** Without a Namespace object a Pod Security level in the props would not be enforced. */
function checkIdle({ enabled: _enabled, ...fields }: NamespaceOptions = {}): Complaint | undefined {
  const idle = Object.entries(fields).find(([, value]) => Object.keys(value ?? {}).length > 0);
  return (
    idle && {
      must: `namespaceObject.${idle[0]} must not be given where no Namespace is emitted`,
      got: idle[1],
      fix: 'leave it out, or set namespaceObject.enabled to true',
    }
  );
}
