import { Manifest } from '../kubernetes/manifest';
import { canonicalForm } from '../kubernetes/canonical-form';
import { SecretFile, Server } from '../model/server';
import { aggregatedEditRole, aggregatedViewRole } from './aggregated-roles';
import { apiServices } from './api-service';
import { clusterRole, installerRole } from './cluster-role';
import { endpointSlices } from './endpoint-slice';
import { governingService } from './governing-service';
import { namespace } from './namespace';
import { networkPolicy } from './network-policy';
import { podDisruptionBudget } from './pod-disruption-budget';
import { prometheusRule } from './prometheus-rule';
import {
  authDelegatorBinding,
  authReaderBinding,
  clusterRoleBinding,
  installerBinding,
  roleBinding,
} from './role-binding';
import { role } from './role';
import { service } from './service';
import { serviceAccount } from './service-account';
import { workload } from './workload';

/** Which file an object goes to: see construct/output/placement.ts. */
export type Placement = 'namespaces' | SecretFile;

/** One field of the construct, with the place of its objects in the order of apply. */
interface Entry {
  /** Name of the construct's field. */
  readonly field: string;
  /** Whether the field is a list. */
  readonly list?: true;
  /** Construct id; part of the public contract, like the object's name. */
  readonly id: string | ((manifest: Manifest) => string);
  /** For Argo CD, ascending in this list: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/ */
  readonly wave: number;
  readonly manifests: (server: Server) => readonly (Manifest | undefined)[];
  /** The chart's file where it is not given. Called only where there is a manifest. */
  readonly placement?: (server: Server) => Placement;
}

/** Before the pods that need the permissions. */
export const RBAC_WAVE = -2;

/**
 * Every object that a server can have, in the order of apply. APIServices come last and go first: while their server is
 * away, no namespace in the cluster can be deleted and garbage collection stops.
 */
const ENTRIES = [
  { field: 'namespaceObject', id: 'namespace', wave: -3, manifests: namespace, placement: () => 'namespaces' },
  { field: 'serviceAccount', id: 'service-account', wave: -2, manifests: serviceAccount },
  { field: 'clusterRole', id: 'cluster-role', wave: RBAC_WAVE, manifests: clusterRole },
  { field: 'clusterRoleBinding', id: 'cluster-role-binding', wave: RBAC_WAVE, manifests: clusterRoleBinding },
  { field: 'authDelegatorBinding', id: 'auth-delegator-binding', wave: RBAC_WAVE, manifests: authDelegatorBinding },
  { field: 'authReaderBinding', id: 'auth-reader-binding', wave: RBAC_WAVE, manifests: authReaderBinding },
  { field: 'role', id: 'role', wave: RBAC_WAVE, manifests: role },
  { field: 'roleBinding', id: 'role-binding', wave: RBAC_WAVE, manifests: roleBinding },
  { field: 'installerRole', id: 'installer-role', wave: RBAC_WAVE, manifests: installerRole },
  { field: 'installerBinding', id: 'installer-binding', wave: RBAC_WAVE, manifests: installerBinding },
  { field: 'aggregatedViewRole', id: 'aggregated-view-role', wave: RBAC_WAVE, manifests: aggregatedViewRole },
  { field: 'aggregatedEditRole', id: 'aggregated-edit-role', wave: RBAC_WAVE, manifests: aggregatedEditRole },
  {
    field: 'selfSignedIssuer',
    id: 'self-signed-issuer',
    wave: -2,
    manifests: ({ certificate }) => [certificate.issuance.selfSignedIssuer],
  },
  // An Issuer without the CA's Secret is degraded, which ends a sync of Argo CD: the CA has a wave before the Issuer.
  {
    field: 'caCertificate',
    id: 'ca-certificate',
    wave: -2,
    manifests: ({ certificate }) => [certificate.issuance.caCertificate],
  },
  { field: 'caIssuer', id: 'ca-issuer', wave: -1, manifests: ({ certificate }) => [certificate.issuance.caIssuer] },
  {
    field: 'servingCertificate',
    id: 'serving-certificate',
    wave: -1,
    manifests: ({ certificate }) => [certificate.issuance.servingCertificate],
  },
  {
    field: 'secret',
    id: 'certificate',
    wave: -1,
    manifests: ({ secret }) => [secret?.manifest],
    placement: ({ secret }) => secret!.file,
  },
  {
    field: 'storageSecret',
    id: 'storage-client',
    wave: -1,
    manifests: ({ storageSecret }) => [storageSecret?.manifest],
    placement: ({ storageSecret }) => storageSecret!.file,
  },
  { field: 'service', id: 'service', wave: -1, manifests: service },
  { field: 'governingService', id: 'governing-service', wave: -1, manifests: governingService },
  {
    field: 'endpointSlices',
    list: true,
    id: ({ addressType }) => `endpoint-slice-${String(addressType).toLowerCase()}`,
    wave: -1,
    manifests: endpointSlices,
  },
  { field: 'networkPolicy', id: 'network-policy', wave: -1, manifests: networkPolicy },
  { field: 'workload', id: 'workload', wave: 0, manifests: workload },
  { field: 'podDisruptionBudget', id: 'pod-disruption-budget', wave: 0, manifests: podDisruptionBudget },
  { field: 'prometheusRule', id: 'prometheus-rule', wave: 0, manifests: prometheusRule },
  {
    field: 'apiServices',
    list: true,
    id: ({ metadata }) => `api-service-${metadata.name}`,
    wave: 1,
    manifests: apiServices,
  },
] as const satisfies readonly Entry[];

type Known = (typeof ENTRIES)[number];

/** The construct's fields that hold emitted objects. */
export type ObjectField = Known['field'];
type ListField = Extract<Known, { readonly list: true }>['field'];

/** One value for each object, under the construct's field names. */
export type ByField<T> = { readonly [field in Exclude<ObjectField, ListField>]?: T } & {
  readonly [field in ListField]: T[];
};

/** One manifest with its place in the construct tree. */
export interface Planned {
  readonly field: ObjectField;
  readonly id: string;
  readonly manifest: Manifest;
  readonly placement: Placement;
}

export function plan(server: Server): Planned[] {
  return ENTRIES.flatMap((entry: Entry & { readonly field: ObjectField }) =>
    entry
      .manifests(server)
      .filter(manifest => manifest !== undefined)
      .map(manifest => ({
        field: entry.field,
        placement: entry.placement ? entry.placement(server) : 'chart',
        id: typeof entry.id === 'string' ? entry.id : entry.id(manifest),
        manifest: emittedForm(server, manifest, entry.wave),
      })),
  );
}

export function byField<T>(objects: readonly { readonly field: ObjectField; readonly object: T }[]): ByField<T> {
  const entries = ENTRIES.map((entry: Entry) => {
    const own = objects.filter(({ field }) => field === entry.field).map(({ object }) => object);
    return [entry.field, entry.list ? own : own[0]] as const;
  });
  return Object.fromEntries(entries) as unknown as ByField<T>;
}

/** As kube-apiserver keeps it, and annotated with its wave where the user wants that. */
export function emittedForm({ syncWaves }: Server, manifest: Manifest, wave: number): Manifest {
  return canonicalForm(syncWaves ? withWave(manifest, wave) : manifest);
}

function withWave(manifest: Manifest, wave: number): Manifest {
  const annotations = manifest.metadata.annotations as Manifest | undefined;
  return {
    ...manifest,
    metadata: { ...manifest.metadata, annotations: { ...annotations, 'argocd.argoproj.io/sync-wave': String(wave) } },
  };
}
