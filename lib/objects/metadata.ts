import { ObjectMeta, sorted, Strings, unlessEmpty } from '../manifest';
import { Server } from '../server';

interface Extra {
  readonly labels?: Strings;
  readonly annotations?: Strings;
}

/** Metadata of a cluster-scoped object. */
export function clusterMeta(server: Server, name: string, extra: Extra = {}): ObjectMeta {
  return {
    name,
    labels: unlessEmpty(sorted({ ...server.labels, ...extra.labels })),
    annotations: unlessEmpty(sorted({ ...server.annotations, ...extra.annotations })),
  };
}

/** Metadata of an object in the server's namespace. */
export function meta(server: Server, name: string, extra: Extra = {}): ObjectMeta {
  return { ...clusterMeta(server, name, extra), namespace: server.namespace };
}
