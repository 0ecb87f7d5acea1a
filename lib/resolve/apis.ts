import {
  checkGroup,
  checkPriority,
  checkVersion,
  HIGHEST_GROUP_PRIORITY,
  HIGHEST_VERSION_PRIORITY,
} from '../kubernetes/api-groups';
import { Complaint, refuse } from '../errors';
import { sorted } from '../kubernetes/manifest';
import { Api as ApiProps } from '../props/api';
import { ResolvedApi } from '../model/server';

/**
 * The values of the Kubernetes documentation and of the sample-apiserver. They put the group behind all groups of
 * Kubernetes, and let the names of the versions decide their order.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/setup-extension-api-server/
 */
const GROUP_PRIORITY = 1000;
const VERSION_PRIORITY = 15;
/** Only the server knows what it serves. */
const ALL_RESOURCES = ['*'];

export function resolveApis(path: string, apis: readonly ApiProps[]): ResolvedApi[] {
  refuse(
    path,
    apis?.length > 0
      ? undefined
      : {
          must: 'apis must name at least one group and version',
          got: apis && '[]',
          fix: "add { group: 'wardle.example.com', version: 'v1alpha1' }",
        },
  );
  const seen = new Set<string>();
  return apis.map(api => {
    const {
      group,
      version,
      groupPriorityMinimum = GROUP_PRIORITY,
      versionPriority = VERSION_PRIORITY,
      resources = ALL_RESOURCES,
      readOnly = false,
      labels = {},
      annotations = {},
    } = api;
    refuse(
      path,
      checkGroup(group) ??
        checkVersion(version) ??
        checkPriority('groupPriorityMinimum', groupPriorityMinimum, HIGHEST_GROUP_PRIORITY) ??
        checkPriority('versionPriority', versionPriority, HIGHEST_VERSION_PRIORITY) ??
        checkResources(resources) ??
        checkUnseen(`${version}.${group}`, seen),
    );
    return {
      group,
      version,
      groupPriorityMinimum,
      versionPriority,
      resources,
      readOnly,
      labels: sorted(labels),
      annotations: sorted(annotations),
    };
  });
}

/** A plural, or all of them; after a slash the subresource, which may be a metric's name. */
const RESOURCE = /^(\*|[a-z]([-a-z0-9]*[a-z0-9])?)(\/[\w.*-]+)?$/;

function checkResources(resources: readonly string[]): Complaint | undefined {
  const wrong = resources.length === 0 ? '[]' : resources.find(resource => !RESOURCE.test(resource));
  return wrong === undefined
    ? undefined
    : {
        must: 'resources must hold plural names of resources in lower case',
        got: wrong,
        fix: 'use names such as "flunders" and "flunders/status", or leave it out for all resources',
      };
}

function checkUnseen(name: string, seen: Set<string>): Complaint | undefined {
  const again = seen.has(name);
  seen.add(name);
  return again ? { must: 'apis must name a group and version once', got: name, fix: 'remove one' } : undefined;
}
