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

/** Props of `ExtensionApiServer`. */
export interface ExtensionApiServerProps {
  /**
   * Namespace of all namespaced objects, except the RoleBinding that must be in kube-system. The Namespace object is
   * emitted once for all servers in it.
   */
  readonly namespace: string;

  /**
   * Groups and versions that the server serves. Each entry becomes one APIService. A group that kube-apiserver serves
   * itself is refused, and so is a group and version that another server of the app has.
   */
  readonly apis: Api[];

  /**
   * Container image. Required where the backend emits pods.
   *
   * @default - none
   */
  readonly image?: string;

  /**
   * Name of every namespaced object, and prefix of every cluster-scoped name. A change renames all objects: deploy it
   * as a new server.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Set of defaults.
   *
   * @default Profile.PRODUCTION
   */
  readonly profile?: Profile;

  /**
   * Source of the serving certificate.
   *
   * @default Tls.generated()
   */
  readonly tls?: Tls;

  /**
   * Pods or host that the Service points to.
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
   * @default - 2 with Profile.PRODUCTION, else 1. Also 1 where the storage, or `Tls.selfManaged()` without a Secret,
   * allows only one pod, and where each pod of a StatefulSet has its own volume.
   */
  readonly replicas?: number;

  /**
   * Arguments of the server, after those that the construct sets. An argument with a flag that the construct sets
   * replaces it.
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
   * Port on which the pods listen. Firewalls of private clusters often let the control plane reach only port 10250.
   * On EKS Fargate, and with `pod.hostNetwork`, the kubelet uses 10250. Set another port there, such as 8443, and
   * allow it from the control plane. Service and NetworkPolicy refer to the port by name, so a change causes no outage.
   *
   * @default 10250
   */
  readonly port?: number;

  /**
   * Permissions of the server in the cluster, in addition to those that k8s.io/apiserver needs.
   *
   * @default [] - none
   */
  readonly rules?: k8s.PolicyRule[];

  /**
   * How the server finds its certificate, its private key and its port.
   *
   * @default SecureServing.flags()
   */
  readonly secureServing?: SecureServing;

  /**
   * Fields of the server's container.
   *
   * @default - by profile
   */
  readonly container?: ContainerOptions;

  /**
   * Endpoints that the kubelet probes. Other fields of a probe are in `container`.
   *
   * @default - `/livez` and `/readyz` of the secure port; with Profile.BARE no probes
   */
  readonly probes?: ProbesOptions;

  /**
   * Fields of the pod.
   *
   * @default - by profile
   */
  readonly pod?: PodOptions;

  /**
   * Fields of the Service.
   *
   * @default - a Service with port 443
   */
  readonly service?: ServiceOptions;

  /**
   * Accounts and permissions.
   *
   * @default - a dedicated ServiceAccount with the permissions that k8s.io/apiserver needs
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
   * Alerts on unavailable APIServices and on the expiry of the certificate. They need the Prometheus Operator.
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
   * Labels and annotations of every object, and sync waves for Argo CD.
   *
   * @default - by profile
   */
  readonly metadata?: MetadataOptions;
}
