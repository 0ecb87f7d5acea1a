import { k8s } from 'cdk8s-plus-27';
import { Complaint, refuse } from '../errors';
import { toKubernetes } from './from-structs';
import { JsonObject } from './manifest';
import { isSubdomain } from './names';

const KINDS = ['Group', 'ServiceAccount', 'User'];

/**
 * The subject of a binding. A ServiceAccount is in a namespace; users and groups have the API group of RBAC.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
 */
export function rbacSubject(path: string, what: string, given: k8s.Subject): JsonObject {
  const subject = toKubernetes(path, what, 'Subject', given);
  refuse(path, checkSubject(what, given));
  return given.kind === 'ServiceAccount' ? subject : { apiGroup: 'rbac.authorization.k8s.io', ...subject };
}

function checkSubject(what: string, { kind, name, namespace }: k8s.Subject): Complaint | undefined {
  if (!KINDS.includes(kind)) {
    return {
      must: `${what}.kind must be ServiceAccount, User or Group`,
      got: kind,
      fix: 'name the account, the user or the group',
    };
  }
  if (kind !== 'ServiceAccount') {
    return name === ''
      ? { must: `${what}.name must name a ${kind}`, got: name, fix: 'use its name as kube-apiserver sees it' }
      : undefined;
  }
  if (!isSubdomain(name)) {
    return {
      must: `${what}.name must be the metadata.name of a ServiceAccount`,
      got: name,
      fix: 'leave out the prefix "system:serviceaccount:" and the namespace',
    };
  }
  return namespace
    ? undefined
    : {
        must: `${what} must say in which namespace the ServiceAccount ${name} is`,
        got: namespace,
        fix: 'add namespace',
      };
}
