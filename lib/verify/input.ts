import { JsonObject } from '../kubernetes/manifest';
import { Environments } from './environments';
import { field, fields, text } from './json';

/** A Kubernetes object and the file that holds it. */
export interface InputObject {
  readonly object: JsonObject;
  /** The path of the file: printed, and used to keep several environments in one folder apart. */
  readonly source: string;
}

/** A reference to an object. */
export interface Reference {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The file that holds the reference. */
  readonly source: string;
}

export const objectName = ({ object }: InputObject): string => text(object, 'metadata', 'name') ?? '';
export const kindOf = ({ object }: InputObject): string => text(object, 'kind') ?? '';
export const namespaceOf = ({ object }: InputObject): string | undefined => text(object, 'metadata', 'namespace');
export const describe = (object: InputObject): string => `${kindOf(object)} ${objectName(object)}`;

/** An object without a namespace may be in any: `kubectl apply -n` decides. */
export function isIn(namespace: string, object: InputObject): boolean {
  return (namespaceOf(object) ?? namespace) === namespace;
}

/** The kinds that run pods. */
export const WORKLOADS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod'];
/** Their pods run too, but serve nothing. */
export const TASKS: readonly string[] = ['Job', 'CronJob'];
const RUNS_PODS = new Set([...WORKLOADS, ...TASKS]);

/** The Pod itself, or the pod template of a workload. */
export function podOf(workload: InputObject): JsonObject {
  switch (kindOf(workload)) {
    case 'Pod':
      return workload.object;
    case 'CronJob':
      return fields(field(workload.object, 'spec', 'jobTemplate', 'spec', 'template'));
    default:
      return fields(field(workload.object, 'spec', 'template'));
  }
}

export function serviceAccountOf(workload: InputObject): string {
  const spec = field(podOf(workload), 'spec');
  // serviceAccount is the deprecated alias.
  return text(spec, 'serviceAccountName') ?? text(spec, 'serviceAccount') ?? 'default';
}

/** https://docs.openshift.com/container-platform/latest/security/certificates/service-serving-certificate.html */
const SERVING_CERTIFICATE = [
  'service.beta.openshift.io/serving-cert-secret-name',
  'service.alpha.openshift.io/serving-cert-secret-name',
];

/** The names by which an object refers to another: the Secret of a Certificate, the group of a definition. */
const REFERENCES: { readonly [kind: string]: (object: JsonObject) => readonly (string | undefined)[] } = {
  Certificate: object => [text(object, 'spec', 'secretName')],
  CustomResourceDefinition: object => [text(object, 'spec', 'group')],
  EndpointSlice: object => [text(object, 'metadata', 'labels', 'kubernetes.io/service-name')],
  ExternalSecret: object => [text(object, 'spec', 'target', 'name')],
  Service: object => SERVING_CERTIFICATE.map(annotation => text(object, 'metadata', 'annotations', annotation)),
};

/** All objects, indexed once: every look-up takes the same time, however many servers there are. */
export class Input {
  readonly #byKind = new Map<string, InputObject[]>();
  readonly #byName = new Map<string, InputObject[]>();
  readonly #byLabel = new Map<string, InputObject[]>();
  readonly #byAccount = new Map<string, InputObject[]>();
  readonly #byReference = new Map<string, InputObject[]>();
  readonly #environments: Environments;
  readonly #servers: Environments;

  constructor(objects: readonly InputObject[]) {
    this.#environments = environmentsOf(objects, ['APIService', 'Service', ...WORKLOADS]);
    this.#servers = environmentsOf(objects, ['Service', ...WORKLOADS]);
    for (const one of objects) {
      const kind = kindOf(one);
      add(this.#byKind, kind, one);
      add(this.#byName, `${kind}/${objectName(one)}`, one);
      REFERENCES[kind]?.(one.object).forEach(name => add(this.#byReference, `${kind}/${name ?? ''}`, one));
      if (!RUNS_PODS.has(kind)) {
        continue;
      }
      add(this.#byAccount, serviceAccountOf(one), one);
      if (!isHook(one)) {
        Object.entries(labelsOf(one)).forEach(([key, value]) => add(this.#byLabel, `${key}=${String(value)}`, one));
      }
    }
  }

  /** All objects of a kind that belong to the environment of `source`. */
  public ofKind(kind: string, source: string): readonly InputObject[] {
    return (this.#byKind.get(kind) ?? []).filter(one => this.#environments.together(source, one.source));
  }

  /** All objects of a kind, in every environment. */
  public everyOfKind(kind: string): readonly InputObject[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** All objects of this kind and name, in every namespace and environment. */
  public named(kind: string, name: string): readonly InputObject[] {
    return this.#byName.get(`${kind}/${name}`) ?? [];
  }

  public find({ kind, namespace, name, source }: Reference): InputObject | undefined {
    const found = this.named(kind, name).filter(
      one => isIn(namespace, one) && this.#environments.together(source, one.source),
    );
    return nearest(found, namespace, source);
  }

  /** The workloads, or jobs, whose pods have all these labels. */
  public withLabels(
    labels: JsonObject,
    {
      kinds,
      namespace,
      source,
    }: { readonly kinds: readonly string[]; readonly namespace: string; readonly source: string },
  ): readonly InputObject[] {
    const [rarest = []] = Object.entries(labels)
      .map(([key, value]) => this.#byLabel.get(`${key}=${String(value)}`) ?? [])
      .sort((a, b) => a.length - b.length);
    return nearestOfEach(
      rarest.filter(
        one =>
          kinds.includes(kindOf(one)) &&
          isIn(namespace, one) &&
          hasLabels(labels, labelsOf(one)) &&
          this.#environments.together(source, one.source),
      ),
      source,
    );
  }

  /** The workloads that may be in a namespace. */
  public inNamespace(namespace: string, source: string): readonly InputObject[] {
    return WORKLOADS.flatMap(kind => this.ofKind(kind, source)).filter(one => isIn(namespace, one) && !isHook(one));
  }

  /** The workloads and jobs that run as a ServiceAccount, in every environment. */
  public runningAs(namespace: string, account: string): readonly InputObject[] {
    return (this.#byAccount.get(account) ?? []).filter(one => isIn(namespace, one));
  }

  /** The objects of a kind that refer to `name`, as `REFERENCES` says. */
  public referringTo(kind: string, name: string, source: string): readonly InputObject[] {
    return (this.#byReference.get(`${kind}/${name}`) ?? []).filter(one =>
      this.#environments.together(source, one.source),
    );
  }

  /** Whether two objects belong to one environment. */
  public together(one: InputObject, other: InputObject): boolean {
    return this.#environments.together(one.source, other.source);
  }

  /** Whether two objects come from two environments that hold the same Service or workload. */
  public copies(one: InputObject, other: InputObject): boolean {
    return this.#servers.apart(one.source, other.source);
  }
}

/** Adds to the list of a key. */
export function add<T>(index: Map<string, T[]>, key: string, object: T): void {
  const list = index.get(key);
  if (list) {
    list.push(object);
  } else {
    index.set(key, [object]);
  }
}

/** The Pod of a Helm hook, such as `helm test`, often has the labels of the release and serves nothing. */
const isHook = ({ object }: InputObject): boolean =>
  field(object, 'metadata', 'annotations', 'helm.sh/hook') !== undefined;

export const labelsOf = (workload: InputObject): JsonObject => fields(field(podOf(workload), 'metadata', 'labels'));

export function hasLabels(wanted: JsonObject, labels: JsonObject): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/** Only what a cluster holds once, and files rarely repeat, tells environments apart: not a Namespace or a role. */
function environmentsOf(objects: readonly InputObject[], kinds: readonly string[]): Environments {
  return new Environments(
    objects
      .filter(one => kinds.includes(kindOf(one)))
      .map(one => ({
        source: one.source,
        identity: `${kindOf(one)}/${namespaceOf(one) ?? ''}/${objectName(one)}`,
      })),
  );
}

/** The object in the same file, or in the nearest folder; one with its namespace before one without. */
function nearest(found: readonly InputObject[], namespace: string, source: string): InputObject | undefined {
  const rank = (candidate: InputObject): number =>
    2 * common(candidate.source, source) + (namespaceOf(candidate) === namespace ? 1 : 0);
  return found.reduce<InputObject | undefined>(
    (best, candidate) => (best === undefined || rank(candidate) > rank(best) ? candidate : best),
    undefined,
  );
}

/** The objects in the nearest folder; of several with one name, the nearest. */
function nearestOfEach(all: readonly InputObject[], source: string): InputObject[] {
  const closeness = all.map(one => common(folderOf(one.source), folderOf(source)));
  const closest = Math.max(...closeness);
  const found = all.filter((_, index) => closeness[index] === closest);
  const best = new Map<string, InputObject>();
  for (const one of found) {
    const identity = `${kindOf(one)}/${objectName(one)}`;
    const known = best.get(identity);
    if (!known || common(one.source, source) > common(known.source, source)) {
      best.set(identity, one);
    }
  }
  return [...best.values()];
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The number of leading path segments that two paths share. */
function common(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  const differs = a.findIndex((part, index) => part !== b[index]);
  return differs < 0 ? a.length : differs;
}
