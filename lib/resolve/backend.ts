import { BackendChoice } from '../backend/backend-strategy';
import { Complaint, refuse } from '../errors';
import { JsonObject } from '../kubernetes/manifest';
import { checkImage } from '../kubernetes/names';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { ResolvedBackend, ServingCertificate } from '../model/server';
import { overlay } from '../kubernetes/overlay';
import { StorageParts } from '../storage/storage-strategy';
import { availableWorkload } from './availability';
import { resolvePods } from './pods';
import { ServerSubject } from './subject';

/** Whether pods in the cluster mount the serving certificate. */
export function runsPods(choice: BackendChoice): boolean {
  return choice.kind !== 'ExternalName' && choice.kind !== 'Addresses';
}

export function resolveBackend(
  subject: ServerSubject,
  props: ExtensionApiServerProps,
  choice: BackendChoice,
  storage: StorageParts,
  certificate: ServingCertificate,
): ResolvedBackend {
  if (!('spec' in choice)) {
    refuse(subject.path, checkNoPods(props, choice.kind) ?? checkPortOutside(props.port, choice));
    return choice;
  }
  const image = props.image ?? '';
  const one = onePod(storage, certificate);
  refuse(
    subject.path,
    checkImage(props.image) ?? checkReplicas(props.replicas, one) ?? checkStatefulSetName(choice.kind, subject.name),
  );
  const replicas = props.replicas ?? (one === undefined && !keepsOwnData(choice.spec) ? subject.defaults.replicas : 1);
  return {
    kind: choice.kind,
    labels: choice.labels,
    annotations: choice.annotations,
    replicas,
    spec: overlay(
      subject.defaults.highlyAvailable
        ? availableWorkload(choice.kind, props.pod?.hostNetwork ?? false, choice.spec)
        : {},
      choice.spec,
    ),
    pods: resolvePods(
      subject,
      props,
      {
        image,
        replicas,
        selector: choice.selector ?? subject.selector,
        kind: choice.kind,
        claims: claimsOf(choice.spec),
      },
      storage,
      certificate,
    ),
  };
}

/** Pods with a volume each hold different objects, unless the server replicates them. Only its author knows. */
function keepsOwnData(spec: JsonObject): boolean {
  return claimsOf(spec).length > 0;
}

function claimsOf({ volumeClaimTemplates = [] }: JsonObject): string[] {
  return (volumeClaimTemplates as JsonObject[]).map(({ metadata }) =>
    String((metadata as JsonObject | undefined)?.name),
  );
}

interface OnePod {
  readonly because: string;
  readonly fix: string;
}

/** The reason why there can be only one pod, if there is one. */
function onePod(storage: StorageParts, certificate: ServingCertificate): OnePod | undefined {
  if (storage.onePodBecause !== undefined) {
    return { because: storage.onePodBecause, fix: 'use Storage.externalEtcd() for more' };
  }
  return certificate.onePodBecause === undefined
    ? undefined
    : { because: certificate.onePodBecause, fix: 'use Tls.selfManaged({ secretName }) for pods that share a pair' };
}

/** An int32. */
const MOST_REPLICAS = 2 ** 31 - 1;

function checkReplicas(replicas: number | undefined, one: OnePod | undefined): Complaint | undefined {
  if (replicas === undefined) {
    return undefined;
  }
  if (!Number.isInteger(replicas) || replicas < 0 || replicas > MOST_REPLICAS) {
    return {
      must: 'replicas must be a whole number, 0 or more',
      got: replicas,
      fix: 'use 2 for a server that stays up while a node is drained',
    };
  }
  return one !== undefined && replicas > 1
    ? { must: `replicas must be 1: ${one.because}`, got: replicas, fix: one.fix }
    : undefined;
}

/**
 * The label `controller-revision-hash` of its pods is `<name>-<10 characters>`, at most 63 characters long:
 * https://github.com/kubernetes/kubernetes/issues/64023
 */
const LONGEST_STATEFUL_SET = 52;

function checkStatefulSetName(kind: string, name: string): Complaint | undefined {
  return kind === 'StatefulSet' && name.length > LONGEST_STATEFUL_SET
    ? {
        must: `name must have at most ${LONGEST_STATEFUL_SET} characters for a StatefulSet, or its pods cannot be made`,
        got: name,
        fix: `shorten it by ${name.length - LONGEST_STATEFUL_SET}`,
      }
    : undefined;
}

const PROPS_OF_PODS = [
  'image',
  'replicas',
  'args',
  'disableAdmissionPlugins',
  'env',
  'storage',
  'secureServing',
  'container',
  'probes',
  'pod',
] as const;

/** Props that would have no effect. */
function checkNoPods(props: ExtensionApiServerProps, kind: string): Complaint | undefined {
  const idle = PROPS_OF_PODS.filter(
    // Storage.none() changes the ClusterRole, so it has an effect without pods.
    prop => props[prop] !== undefined && !(prop === 'storage' && props.storage?._strategy.keepsObjects === false),
  );
  return idle.length === 0
    ? undefined
    : {
        must: `${idle.join(', ')} must not be given for a backend whose pods are not emitted`,
        got: kind,
        fix: 'leave them out, or use Backend.deployment()',
      };
}

/** The prop `port` says where existing pods listen; a backend outside the cluster has a port of its own. */
function checkPortOutside(port: number | undefined, choice: BackendChoice): Complaint | undefined {
  return port === undefined || !('port' in choice) || port === choice.port
    ? undefined
    : {
        must: `port must be that of the backend, which is ${choice.port}`,
        got: port,
        fix: 'leave it out, and give the port to Backend.addresses() or Backend.externalName()',
      };
}
