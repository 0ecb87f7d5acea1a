import { JsonObject } from '../kubernetes/manifest';
import { Pods, Server } from '../model/server';

/** Steps 7 to 9 inside the pod. resolve/pods.ts decides the values. */
export function podTemplate(server: Server, pods: Pods): JsonObject {
  return {
    metadata: { labels: pods.labels, annotations: pods.annotations },
    spec: {
      ...pods.pod,
      serviceAccountName: server.account.name,
      containers: [{ ...pods.container, image: pods.image, command: pods.command, args: pods.args }, ...pods.sidecars],
    },
  };
}
