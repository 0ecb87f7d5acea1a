import { IConstruct } from 'constructs';
import { JsonObject, Strings } from '../kubernetes/manifest';
import { ProfileDefaults } from '../model/profile';
import { Secret } from '../model/server';

/** The server that keeps objects. */
export interface StorageSubject {
  readonly scope: IConstruct;
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  readonly defaults: ProfileDefaults;
  /** Security context that the profile gives to every container. */
  readonly securityContext: JsonObject | undefined;
  readonly labels: Strings;
  readonly annotations: Strings;
}

/** Port on which etcd serves its clients: https://etcd.io/docs/v3.6/op-guide/configuration/ */
export const ETCD_PORT = 2379;

/** Parts that a storage adds to the pods. */
export interface StorageParts {
  readonly args: readonly string[];
  /** Whether the health of the server depends on an etcd. */
  readonly etcd: boolean;
  readonly sidecars: readonly JsonObject[];
  /** On which the sidecars listen, whether or not they say so. */
  readonly ports: readonly number[];
  readonly volumes: readonly JsonObject[];
  readonly volumeMounts: readonly JsonObject[];
  readonly secret: Secret | undefined;
  /** Called before the first object is rendered, when the whole app was found valid: now state may be written. */
  readonly beforeRender: () => void;
  /** Why only one pod is possible; `undefined` where several are. */
  readonly onePodBecause: string | undefined;
}

/**
 * Where the server keeps its objects. Adding a kind is one file that returns one of these, and a factory in storage.ts.
 */
export interface StorageStrategy {
  /** Whether the server keeps objects. One that keeps none has no admission. */
  readonly keepsObjects: boolean;
  readonly parts: (subject: StorageSubject) => StorageParts;
}

export const NO_PARTS: StorageParts = {
  args: [],
  etcd: false,
  sidecars: [],
  ports: [],
  volumes: [],
  volumeMounts: [],
  secret: undefined,
  beforeRender: () => {},
  onePodBecause: undefined,
};
