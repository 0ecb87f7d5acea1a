import { k8s } from 'cdk8s-plus-27';
import { Complaint } from '../errors';
import { checkDecidedElsewhere } from '../input/decided-elsewhere';
import { JsonObject } from '../kubernetes/manifest';
import { ContainerOptions } from '../props/container';
import { PodOptions } from '../props/pod';

/** The only `restartPolicy` of a pod in a Deployment or StatefulSet. */
const ALWAYS = 'Always';

/**
 * Fields of Kubernetes that the structs leave out, each with the prop to use. The compiler checks that the table is
 * complete. In plain JavaScript nothing reports such a field, and it would be dropped.
 */
const CONTAINER: Readonly<Record<Exclude<keyof k8s.Container, keyof ContainerOptions>, string>> = {
  image: 'use the prop image',
  args: 'use the prop args',
  env: 'use the prop env',
};

const POD: Readonly<Record<Exclude<keyof k8s.PodSpec, keyof PodOptions>, string>> = {
  containers: "use the prop container for the server's, and pod.sidecars for others",
  ephemeralContainers: 'use pod.sidecars: Kubernetes allows none in what makes pods',
  restartPolicy: `leave it out: Kubernetes allows nothing but ${ALWAYS}`,
  serviceAccount: 'use rbac.serviceAccountName',
  serviceAccountName: 'use rbac.serviceAccountName',
};

export function checkPodsDecidedElsewhere(container: JsonObject, pod: JsonObject): Complaint | undefined {
  const { restartPolicy, ...rest } = pod;
  return (
    checkDecidedElsewhere('container', CONTAINER, container) ??
    checkDecidedElsewhere('pod', POD, restartPolicy === ALWAYS ? rest : pod)
  );
}
