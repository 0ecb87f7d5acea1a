// A scanner's input and output.

/** A Kubernetes object as it was rendered. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [field: string]: any;
}

/** The objects of one app. A scanner sees them together, and apart from those of other apps. */
export interface Target {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
  /** The TypeScript that describes it. */
  readonly source: string;
  /** Holds them in `objects.yaml`. */
  readonly folder: string;
}

export interface Finding {
  readonly scanner: string;
  readonly target: Target;
  /** Kind and name. */
  readonly object: string;
  /** The scanner's own name of the check. */
  readonly check: string;
  readonly says: string;
}

/**
 * Everything, whoever wrote it; or, of the profile PRODUCTION alone, since the others promise less, the objects that
 * the library emitted; or those without the containers that somebody wrote into them.
 */
export type Scope = 'everything' | 'emitted' | 'ours';

export interface Scanner {
  readonly name: string;
  readonly version: string;
  readonly scope: Scope;
  /** Version of Kubernetes whose fields it knows; none where it does not look at fields. */
  readonly kubernetes?: string;
  /** How many of these objects it looks at. */
  readonly counts: (objects: readonly KubernetesObject[]) => number;
  /** Builds or fetches what is missing. */
  readonly prepare: () => Promise<unknown>;
  readonly scan: (targets: readonly Target[]) => Promise<Finding[]>;
}

export function describe({ kind, metadata: { name, namespace } }: KubernetesObject): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
