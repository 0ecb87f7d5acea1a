import { BackendChoice } from '../backend/contract';
import { sorted } from '../manifest';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { NamespaceObject } from '../server';
import { RESTRICTED_NAMESPACE } from './security';
import { ServerSubject } from './subject';

/** Every cluster has these: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces */
const INITIAL = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

export function resolveNamespace({ namespace, defaults }: ServerSubject, { namespaceObject, metadata }: ExtensionApiServerProps, choice: BackendChoice): NamespaceObject | undefined {
  // Whoever runs the pods already has a namespace for them.
  const create = namespaceObject?.create ?? (!INITIAL.includes(namespace) && choice.kind !== 'ExistingPods');
  // Without the labels that name the server: several servers share the object.
  return create ? {
    labels: sorted({ ...(defaults.restricted && RESTRICTED_NAMESPACE), ...metadata?.labels, ...namespaceObject?.labels }),
    annotations: sorted({ ...metadata?.annotations, ...namespaceObject?.annotations }),
  } : undefined;
}
