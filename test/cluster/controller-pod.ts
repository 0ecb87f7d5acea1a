// Runs a third-party controller as a real cluster does: in a pod, with a ServiceAccount that has the necessary
// permissions only, under Pod Security "restricted".
import type { OwnCluster } from './cluster';
import { IMAGES, type ImageName } from './images';
import { rolledOut } from './rolled-out';

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

export interface ControllerPod {
  readonly name: string;
  readonly namespace: string;
  readonly image: ImageName;
  /** Rules of its ClusterRole. */
  readonly rules: readonly PolicyRule[];
  /** The readiness probe, if the controller has one. */
  readonly ready?: { readonly port: number; readonly path: string };
}

/** Returns when the pod is ready. The namespace must exist. */
export async function startControllerPod(cluster: OwnCluster, controller: ControllerPod): Promise<void> {
  const { name, namespace, image } = controller;
  await cluster.load(image);
  await cluster.apply(objectsOf(controller));
  await rolledOut(cluster, name, namespace);
}

function objectsOf({ name, namespace, image, rules, ready }: ControllerPod): object[] {
  const labels = { 'app.kubernetes.io/name': name };
  const metadata = { name, namespace, labels };
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const container = {
    name,
    image: IMAGES[image].reference,
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    ...(ready === undefined ? {} : { readinessProbe: { httpGet: ready, periodSeconds: 1 } }),
  };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { apiVersion, kind: 'ClusterRole', metadata: { name, labels }, rules },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name, labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: name,
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [container],
          },
        },
      },
    },
  ];
}
