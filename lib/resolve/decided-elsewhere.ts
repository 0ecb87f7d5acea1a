import { k8s } from 'cdk8s-plus-27';
import { Complaint } from '../errors';
import { ContainerOptions } from '../props/container';
import { PodOptions } from '../props/pod';

/** Of `restartPolicy`, and the value of no other field. */
const ALWAYS = 'Always';

/**
 * Kubernetes' fields that the structs leave out, with the way to say them. The compiler sees that these are all; in
 * plain JavaScript nobody sees that one was given, and it would be dropped.
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

export function checkDecidedElsewhere(container: ContainerOptions, pod: PodOptions): Complaint | undefined {
  return check('container', CONTAINER, container) ?? check('pod', POD, pod);
}

/** Without its value, which may be a password. */
function check(prop: string, elsewhere: Readonly<Record<string, string>>, given: object): Complaint | undefined {
  const isSaid = (value: unknown): boolean =>
    value !== undefined && value !== null && value !== ALWAYS && !(Array.isArray(value) && value.length === 0);
  const [field, fix = ''] =
    Object.entries(elsewhere).find(([name]) => isSaid((given as Readonly<Record<string, unknown>>)[name])) ?? [];
  return field === undefined
    ? undefined
    : { must: `${prop} must hold no field that is decided elsewhere`, got: `${prop}.${field}`, fix };
}
