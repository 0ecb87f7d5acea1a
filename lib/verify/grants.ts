import { Json } from '../kubernetes/manifest';
import { add, Input, InputObject, kindOf, namespaceOf } from './input';
import { field, items, text } from './json';

/** Every cluster has these roles: https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export const CLUSTER_ADMIN = 'cluster-admin';
export const AUTH_DELEGATOR = 'system:auth-delegator';
export const AUTH_READER = 'extension-apiserver-authentication-reader';

/** A role that is given to somebody. */
export interface Grant {
  readonly binding: InputObject;
  readonly roleKind: string;
  readonly role: string;
  /** `undefined` for the whole cluster, '' for a RoleBinding without a namespace. */
  readonly namespace: string | undefined;
  readonly subjects: readonly Json[];
}

export interface AccountName {
  readonly namespace: string;
  readonly name: string;
}

export function toGrant(binding: InputObject): Grant {
  return {
    binding,
    roleKind: text(binding.object, 'roleRef', 'kind') ?? '',
    role: text(binding.object, 'roleRef', 'name') ?? '',
    namespace: kindOf(binding) === 'ClusterRoleBinding' ? undefined : (namespaceOf(binding) ?? ''),
    subjects: items(field(binding.object, 'subjects')),
  };
}

/** The bindings, indexed by what they give and to whom. */
export class Grants {
  readonly #byAccount = new Map<string, Grant[]>();
  readonly #toAll: Grant[] = [];
  readonly #byRole = new Map<string, Grant[]>();

  constructor(input: Input) {
    for (const grant of ['ClusterRoleBinding', 'RoleBinding'].flatMap(kind => input.everyOfKind(kind)).map(toGrant)) {
      for (const subject of grant.subjects) {
        const name = text(subject, 'name') ?? '';
        if (text(subject, 'kind') === 'ServiceAccount') {
          add(this.#byAccount, name, grant);
          add(this.#byRole, `${grant.role}/name/${name}`, grant);
          add(this.#byRole, `${grant.role}/namespace/${text(subject, 'namespace') ?? ''}`, grant);
        } else {
          this.#toAll.push(grant);
        }
      }
    }
  }

  /** Everything that is granted to a ServiceAccount. */
  public of(account: AccountName): readonly Grant[] {
    return [...(this.#byAccount.get(account.name) ?? []), ...this.#toAll].filter(({ subjects, namespace }) =>
      subjects.some(subject => isGrantedTo(subject, account, namespace)),
    );
  }

  /** Grants of a role to this name in any namespace, or to any name in this namespace. */
  public near(role: string, { namespace, name }: AccountName): readonly Grant[] {
    return [
      ...(this.#byRole.get(`${role}/name/${name}`) ?? []),
      ...(this.#byRole.get(`${role}/namespace/${namespace}`) ?? []),
    ];
  }
}

/** Whether a subject of a binding includes the ServiceAccount, by itself, as a user or through a group. */
function isGrantedTo(subject: Json, { namespace, name }: AccountName, bindingNamespace: string | undefined): boolean {
  const subjectName = text(subject, 'name');
  switch (text(subject, 'kind')) {
    case 'ServiceAccount':
      return subjectName === name && (text(subject, 'namespace') ?? (bindingNamespace || namespace)) === namespace;
    case 'User':
      return subjectName === `system:serviceaccount:${namespace}:${name}`;
    case 'Group':
      return ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${namespace}`].includes(
        subjectName ?? '',
      );
    default:
      return false;
  }
}

/** The rules of a role in the input. */
export function rulesOf(role: InputObject): readonly Json[] {
  return items(field(role.object, 'rules'));
}

/** An action on a resource; without a name, a rule for some names counts too. */
export interface Action {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
  readonly name?: string;
}

export function allows(rule: Json, { group, resource, verbs, name }: Action): boolean {
  const has = (list: string, ...wanted: readonly string[]): boolean =>
    items(field(rule, list)).some(value => typeof value === 'string' && wanted.includes(value));
  const names = items(field(rule, 'resourceNames'));
  return (
    has('apiGroups', group, '*') &&
    has('resources', resource, '*') &&
    has('verbs', ...verbs, '*') &&
    (names.length === 0 || name === undefined || names.includes(name))
  );
}
