import { JsonObject, unlessEmpty } from '../manifest';
import { Pods, Server } from '../server';

/** Steps 7 to 9 inside the pod. What its fields say was decided in resolve/pods.ts; here they find their places. */
export function podTemplate(server: Server, pods: Pods): JsonObject {
  return {
    metadata: { labels: pods.labels, annotations: unlessEmpty(pods.annotations) },
    spec: withoutEmptyLists({
      ...pods.pod,
      serviceAccountName: server.account.name,
      containers: [
        withoutEmptyLists({ ...pods.container, image: pods.image, command: pods.command, args: pods.args }),
        ...pods.sidecars,
      ],
    }),
  };
}

/** kube-apiserver drops empty lists, and GitOps tools would show that as a difference. */
function withoutEmptyLists(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !Array.isArray(value) || value.length > 0));
}
