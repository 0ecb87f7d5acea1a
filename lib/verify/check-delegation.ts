import { Json } from '../kubernetes/manifest';
import { Finding, fine, unseen, wrong } from './finding';
import { describe, Input, InputObject, isIn, objectName, serviceAccountOf } from './input';
import { field, text } from './json';
import {
  AccountName,
  Action,
  allows,
  AUTH_DELEGATOR,
  AUTH_READER,
  CLUSTER_ADMIN,
  Grant,
  Grants,
  rulesOf,
} from './grants';
import { argumentsOf, containersOf, flag } from './containers';

const KUBE_SYSTEM = 'kube-system';
/** Flags of k8s.io/apiserver that make one of the two rights unnecessary. */
const READER_FLAGS = ['--requestheader-client-ca-file', '--authentication-skip-lookup'];

const READ: Action = { group: '', resource: 'configmaps', verbs: ['get', 'list', 'watch'] };
const REVIEW: Action = { group: 'authorization.k8s.io', resource: 'subjectaccessreviews', verbs: ['create'] };

/**
 * The two rights of delegated authentication and authorization: to read the ConfigMap
 * extension-apiserver-authentication in kube-system, and to create reviews of tokens and of access.
 */
export function checkDelegation(context: RbacContext, workload: InputObject, namespace: string): Finding[] {
  const { input, grants } = context;
  const account = { namespace, name: serviceAccountOf(workload) };
  const own = grants.of(account).filter(({ binding }) => input.together(binding, workload));
  const reads = own.some(grant => mayRead(input, grant));
  const delegates = own.some(grant => mayReview(input, grant));
  const faults = [
    ...(reads ? [] : [misplacedReader(own) ?? strayed(context, AUTH_READER, workload, account)]),
    ...(delegates ? [] : [narrowDelegator(own) ?? strayed(context, AUTH_DELEGATOR, workload, account)]),
  ].flatMap(fault => fault ?? []);
  if (faults.length > 0) {
    return faults;
  }
  if (reads && delegates) {
    return [fine('rbac', `ServiceAccount ${namespace}/${account.name} may delegate authentication and authorization`)];
  }
  return [
    ...(delegates && !reads && !readsOtherwise(workload) ? [noReader(workload, account)] : []),
    ...(reads && !delegates ? [noDelegator(account)] : []),
  ];
}

export interface RbacContext {
  readonly input: Input;
  readonly grants: Grants;
}

function mayRead(input: Input, grant: Grant): boolean {
  return (
    grant.role === CLUSTER_ADMIN ||
    ((grant.namespace === undefined || ['', KUBE_SYSTEM].includes(grant.namespace)) &&
      ((grant.roleKind === 'Role' && grant.role === AUTH_READER) || roleAllows(input, grant, READ)))
  );
}

function mayReview(input: Input, grant: Grant): boolean {
  return (
    grant.namespace === undefined &&
    ([CLUSTER_ADMIN, AUTH_DELEGATOR].includes(grant.role) || roleAllows(input, grant, REVIEW))
  );
}

/** A role outside of the manifests may allow anything, unless it is a built-in one. */
function roleAllows(input: Input, { roleKind, role, namespace }: Grant, action: Action): boolean {
  const found = input.named(roleKind, role).filter(one => roleKind === 'ClusterRole' || isIn(namespace ?? '', one));
  return found.length === 0 ? !BUILT_IN.test(role) : found.some(one => rulesOf(one).some(rule => allows(rule, action)));
}

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings */
const BUILT_IN = /^(system:.*|view|edit|admin|extension-apiserver-authentication-reader)$/;

function misplacedReader(own: readonly Grant[]): Finding | undefined {
  const found = own.find(
    ({ role, namespace }) => role === AUTH_READER && namespace !== undefined && !['', KUBE_SYSTEM].includes(namespace),
  );
  return (
    found &&
    wrong(
      'rbac',
      `RoleBinding ${found.namespace}/${objectName(found.binding)} must be in the namespace ${KUBE_SYSTEM}, ` +
        `where the Role ${AUTH_READER} is`,
      `set metadata.namespace to ${KUBE_SYSTEM}`,
    )
  );
}

function narrowDelegator(own: readonly Grant[]): Finding | undefined {
  const found = own.find(({ role, namespace }) => role === AUTH_DELEGATOR && namespace !== undefined);
  return (
    found &&
    wrong(
      'rbac',
      `RoleBinding ${objectName(found.binding)} must be a ClusterRoleBinding: ${AUTH_DELEGATOR} is about ` +
        'the whole cluster',
      'write kind: ClusterRoleBinding, without a namespace',
    )
  );
}

/** A binding to the role whose ServiceAccount nearly is the server's, and is nobody else's. */
function strayed(
  { input, grants }: RbacContext,
  role: string,
  workload: InputObject,
  account: AccountName,
): Finding | undefined {
  const found = grants
    .near(role, account)
    .filter(({ binding }) => input.together(binding, workload))
    .flatMap(grant => grant.subjects.map(subject => ({ grant, subject })))
    .find(({ subject }) => isNearMiss(subject, account) && !isUsed(input, subject));
  return (
    found &&
    wrong(
      'rbac',
      `${describe(found.grant.binding)} must name ServiceAccount ${account.namespace}/${account.name}, with which ` +
        `${describe(workload)} runs, got ` +
        `"${text(found.subject, 'namespace') ?? ''}/${text(found.subject, 'name') ?? ''}"`,
      'correct subjects, or serviceAccountName in the pod template',
    )
  );
}

/** Whether a workload runs as this ServiceAccount: then the binding is that workload's. */
const isUsed = (input: Input, subject: Json): boolean =>
  input.runningAs(text(subject, 'namespace') ?? '', text(subject, 'name') ?? '').length > 0;

/** The name in another namespace, or another name in the namespace. */
function isNearMiss(subject: Json, { namespace, name }: AccountName): boolean {
  return (
    text(subject, 'kind') === 'ServiceAccount' &&
    ((text(subject, 'name') === name && name !== 'default') || field(subject, 'namespace') === namespace)
  );
}

const readsOtherwise = (workload: InputObject): boolean =>
  containersOf(workload).some(container => READER_FLAGS.some(name => flag(argumentsOf(container), name) !== undefined));

/** k8s.io/apiserver, which has the flag --secure-port, does not start without the ConfigMap. */
function noReader(workload: InputObject, { namespace, name }: AccountName): Finding {
  const message =
    `ServiceAccount ${namespace}/${name} is bound to ${AUTH_DELEGATOR}, and nothing here lets it read the ConfigMap ` +
    `${KUBE_SYSTEM}/extension-apiserver-authentication`;
  return containersOf(workload).some(container => flag(argumentsOf(container), '--secure-port') !== undefined)
    ? wrong('rbac', message, `add a RoleBinding in ${KUBE_SYSTEM} to the Role ${AUTH_READER}`)
    : unseen('rbac', message);
}

const noDelegator = ({ namespace, name }: AccountName): Finding =>
  unseen(
    'rbac',
    `ServiceAccount ${namespace}/${name} may read extension-apiserver-authentication, and nothing here binds it to ` +
      `the ClusterRole ${AUTH_DELEGATOR}`,
  );
