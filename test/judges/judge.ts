// What a judge is given and what it says.

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

/** Objects that are judged together and apart from all others: those of one app. */
export interface Case {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
  /** The TypeScript that describes it. */
  readonly source: string;
  /** Holds them in `objects.yaml`. */
  readonly folder: string;
}

export interface Finding {
  readonly judge: string;
  readonly case: Case;
  /** Kind and name. */
  readonly object: string;
  /** The judge's own name of what it checked. */
  readonly check: string;
  readonly says: string;
}

/**
 * Everything, whoever wrote it; or, of the profile PRODUCTION alone, since the others promise less, the objects that
 * the library emitted; or those without the containers that somebody wrote into them.
 */
export type Sight = 'everything' | 'emitted' | 'ours';

export interface Judge {
  readonly name: string;
  readonly version: string;
  readonly sees: Sight;
  /** How many of these objects it looks at. */
  readonly counts: (objects: readonly KubernetesObject[]) => number;
  /** Builds or fetches what is missing. */
  readonly prepare: () => Promise<unknown>;
  readonly judge: (cases: readonly Case[]) => Promise<Finding[]>;
}

export function describe({ kind, metadata: { name, namespace } }: KubernetesObject): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
