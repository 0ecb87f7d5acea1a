import { ObjectMeta, sorted, Strings } from '../kubernetes/manifest';
import { Server } from '../model/server';

interface Extra {
  readonly labels?: Strings;
  readonly annotations?: Strings;
}

/** Metadata of a cluster-scoped object. */
export function clusterMeta(server: Server, name: string, extra: Extra = {}): ObjectMeta {
  return {
    name,
    labels: sorted({ ...server.labels, ...extra.labels }),
    annotations: sorted({ ...server.annotations, ...extra.annotations }),
  };
}

/** Metadata of an object in the server's namespace. */
export function meta(server: Server, name: string, extra: Extra = {}): ObjectMeta {
  return { ...clusterMeta(server, name, extra), namespace: server.namespace };
}
