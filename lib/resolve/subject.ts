import { IConstruct } from 'constructs';
import { Complaint, refuse } from '../errors';
import { sorted, Strings } from '../kubernetes/manifest';
import { checkNamespace, checkServerName } from '../kubernetes/names';
import { Profile, ProfileDefaults, PROFILES } from '../model/profile';
import { checkConstruct } from '../signatures/check-construct';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';

/** Identity of the server: the input of every part of `resolve`. */
export interface ServerSubject {
  /** Construct path, for messages. */
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly defaults: ProfileDefaults;
  /** Labels of every object. */
  readonly labels: Strings;
  readonly annotations: Strings;
  /** Labels that select its pods, unless the backend gives others. */
  readonly selector: Strings;
}

/**
 * The recommended labels. `component` keeps other pods with the same name label, such as a controller of the project,
 * out of the Service. https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
function identity(name: string): Strings {
  return { 'app.kubernetes.io/component': 'apiserver', 'app.kubernetes.io/name': name };
}

/** The Namespace's construct bears its name, and constructs keeps children in an object that has a `constructor`. */
function checkHeld(namespace: string): Complaint | undefined {
  return namespace in {}
    ? { must: 'namespace must be a name that cdk8s can hold', got: namespace, fix: 'use another' }
    : undefined;
}

export function resolveSubject(scope: IConstruct, id: string, props: ExtensionApiServerProps): ServerSubject {
  const path = checkConstruct('new ExtensionApiServer', scope, id, props);
  const name = props.name ?? id;
  refuse(path, checkNamespace(props.namespace) ?? checkHeld(props.namespace));
  refuse(
    path,
    checkServerName(name, props.name === undefined ? "name (the construct's id, as none was given)" : 'name'),
  );
  const profile = props.profile ?? Profile.PRODUCTION;
  const defaults = PROFILES[profile];
  refuse(
    path,
    defaults
      ? undefined
      : {
          must: `profile must be one of ${Object.keys(PROFILES).join(', ')}`,
          got: profile,
          fix: 'use Profile.PRODUCTION or another of its members',
        },
  );
  return {
    path,
    name,
    namespace: props.namespace,
    defaults,
    labels: sorted({ ...(defaults.labels && identity(name)), ...props.metadata?.labels }),
    annotations: sorted({ ...props.metadata?.annotations }),
    selector: identity(name),
  };
}
