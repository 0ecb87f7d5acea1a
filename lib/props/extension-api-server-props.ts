import { k8s } from 'cdk8s-plus-27';
import { Backend } from '../backend/backend';
import { Profile } from '../model/profile';
import { Storage } from '../storage/storage';
import { Tls } from '../tls/tls';
import { Api } from './api';
import { ContainerOptions } from './container';
import { MetadataOptions, NamespaceOptions } from './metadata';
import { MonitoringOptions } from './monitoring';
import { PodDisruptionBudgetOptions, NetworkPolicyOptions, ServiceOptions } from './network';
import { PodOptions } from './pod';
import { ProbesOptions } from './probes';
import { RbacOptions } from './rbac';
import { SecureServing } from '../secure-serving/secure-serving';

/** One extension API server. */
export interface ExtensionApiServerProps {
  /**
   * Namespace of everything that has one, save the RoleBinding that must be in kube-system. It is emitted too, once for
   * all servers in it.
   */
  readonly namespace: string;

  /**
   * What it serves: each entry becomes one APIService. No group that kube-apiserver serves itself, and none twice in an
   * app.
   */
  readonly apis: Api[];

  /**
   * Container image. Required unless the backend brings its own pods.
   *
   * @default - none
   */
  readonly image?: string;

  /**
   * Name of every namespaced object and start of every other name. A change renames them all: deploy it as a new
   * server.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * How much is decided for you.
   *
   * @default Profile.PRODUCTION
   */
  readonly profile?: Profile;

  /**
   * Where the serving certificate comes from.
   *
   * @default Tls.generated()
   */
  readonly tls?: Tls;

  /**
   * What the Service points to.
   *
   * @default Backend.deployment()
   */
  readonly backend?: Backend;

  /**
   * Where the server keeps its objects. Set `Storage.none()` for a server that keeps none: its ClusterRole then leaves
   * out the rules for admission.
   *
   * @default - unknown: nothing is added to the pods, and the ClusterRole has every rule of `rbac.apiserverRules`
   */
  readonly storage?: Storage;

  /**
   * Number of pods.
   *
   * @default - 2 with Profile.PRODUCTION, else 1; 1 where the storage or `Tls.selfManaged()` without a Secret allows
   * one only, and where each pod of a StatefulSet keeps a volume of its own
   */
  readonly replicas?: number;

  /**
   * Arguments of the server, after those that the construct sets. One that repeats a flag of the construct's replaces
   * it.
   *
   * @default [] - none
   */
  readonly args?: string[];

  /**
   * Admission plug-ins of the server to switch off (`--disable-admission-plugins`), for APIs that the cluster does not
   * serve. A server built with k8s.io/apiserver 0.36 or later on a cluster before Kubernetes 1.36 never gets ready
   * (`[-]informer-sync failed`) without `['MutatingAdmissionPolicy']`. A server refuses to start with a plug-in that it
   * does not know: MutatingAdmissionPolicy needs 0.32 or later. The names are joined with those that `args` give.
   *
   * @default [] - all plug-ins of the server run
   */
  readonly disableAdmissionPlugins?: string[];

  /**
   * Environment variables of the server.
   *
   * @default [] - none
   */
  readonly env?: k8s.EnvVar[];

  /**
   * Port on which the pods listen. Firewalls of private clusters let the control plane reach 10250, and often nothing
   * else. On EKS Fargate, and on the node's network, the kubelet has 10250: use another, such as 8443, and open it from
   * the control plane. Service and NetworkPolicy name the port, so a change rolls out without an outage.
   *
   * @default 10250
   */
  readonly port?: number;

  /**
   * What the server itself may do in the cluster, beside what k8s.io/apiserver needs.
   *
   * @default [] - nothing
   */
  readonly rules?: k8s.PolicyRule[];

  /**
   * How the server learns of its certificate.
   *
   * @default SecureServing.flags()
   */
  readonly secureServing?: SecureServing;

  /**
   * Other fields of the server's container.
   *
   * @default - by profile
   */
  readonly container?: ContainerOptions;

  /**
   * Where the kubelet asks whether the server lives and is ready. Other fields of a probe are in `container`.
   *
   * @default - `/livez` and `/readyz` of the secure port, with Profile.BARE no probes
   */
  readonly probes?: ProbesOptions;

  /**
   * Other fields of the pod.
   *
   * @default - by profile
   */
  readonly pod?: PodOptions;

  /**
   * Fields of the Service.
   *
   * @default - port 443
   */
  readonly service?: ServiceOptions;

  /**
   * Accounts and permissions.
   *
   * @default - a ServiceAccount of its own with what k8s.io/apiserver needs
   */
  readonly rbac?: RbacOptions;

  /**
   * The NetworkPolicy.
   *
   * @default - by profile
   */
  readonly networkPolicy?: NetworkPolicyOptions;

  /**
   * The PodDisruptionBudget.
   *
   * @default - by profile
   */
  readonly podDisruptionBudget?: PodDisruptionBudgetOptions;

  /**
   * Alerts for Prometheus: APIServices that are unavailable, and the end of the certificate. They need the Prometheus
   * Operator.
   *
   * @default - none
   */
  readonly monitoring?: MonitoringOptions;

  /**
   * The Namespace object.
   *
   * @default - emitted, with Pod Security labels by profile
   */
  readonly namespaceObject?: NamespaceOptions;

  /**
   * Labels and annotations of every object, and Argo CD's sync waves.
   *
   * @default - by profile
   */
  readonly metadata?: MetadataOptions;
}
