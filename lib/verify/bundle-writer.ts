import { Input, InputObject, isIn, objectName } from './input';
import { text } from './json';
import { allows, CLUSTER_ADMIN, rulesOf, toGrant } from './grants';

/** A workload that may update APIServices, and the role that allows it. */
interface Writer {
  readonly workload: InputObject;
  readonly role: string;
}

const UPDATE = { group: 'apiregistration.k8s.io', resource: 'apiservices', verbs: ['update', 'patch'] };

/**
 * The workloads with the right to update an APIService: they may write caBundle at run time. A workload with
 * cluster-admin counts only in the server's namespace, because Flux and other installers have it too.
 */
export class BundleWriters {
  readonly #writers: readonly Writer[];
  readonly #roles: ReadonlyMap<string, InputObject>;

  constructor(input: Input) {
    const roles = input.everyOfKind('ClusterRole').filter(role => rulesOf(role).some(rule => allows(rule, UPDATE)));
    this.#roles = new Map(roles.map(role => [objectName(role), role]));
    const accounts = input
      .everyOfKind('ClusterRoleBinding')
      .map(toGrant)
      .filter(({ role }) => role === CLUSTER_ADMIN || this.#roles.has(role))
      .flatMap(({ role, subjects }) => subjects.map(subject => ({ role, subject })))
      .filter(({ subject }) => text(subject, 'kind') === 'ServiceAccount');
    // Helm charts often write caBundle from a Job.
    this.#writers = accounts.flatMap(({ role, subject }) =>
      input
        .runningAs(text(subject, 'namespace') ?? '', text(subject, 'name') ?? '')
        .map(workload => ({ workload, role })),
    );
  }

  /** A workload that may write this APIService's caBundle. */
  public of(apiService: string, namespace: string): InputObject | undefined {
    const mayWrite = ({ workload, role }: Writer): boolean =>
      role === CLUSTER_ADMIN
        ? isIn(namespace, workload)
        : rulesOf(this.#roles.get(role)!).some(rule => allows(rule, { ...UPDATE, name: apiService }));
    const near = this.#writers.filter(({ workload }) => isIn(namespace, workload));
    return (near.find(mayWrite) ?? this.#writers.find(mayWrite))?.workload;
  }
}
