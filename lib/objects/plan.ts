import { Manifest } from '../kubernetes/manifest';
import { canonicalForm } from '../kubernetes/canonical-form';
import { Issuance, SecretFile, Server } from '../model/server';
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

/** One manifest with its place in the construct tree and in the order of apply. */
export interface Planned {
  readonly role: Role;
  /** Construct id: part of the public contract, like the object's name. */
  readonly id: string;
  readonly manifest: Manifest;
  /** Which file it goes to: see construct/output/placement.ts. */
  readonly file: 'namespaces' | SecretFile;
}

export type Role =
  | 'namespace'
  | 'serviceAccount'
  | 'clusterRole'
  | 'clusterRoleBinding'
  | 'authDelegatorBinding'
  | 'authReaderBinding'
  | 'role'
  | 'roleBinding'
  | 'installerRole'
  | 'installerBinding'
  | Issuance['role']
  | 'certificate'
  | 'storage-client'
  | 'service'
  | 'governingService'
  | 'endpointSlice'
  | 'networkPolicy'
  | 'workload'
  | 'podDisruptionBudget'
  | 'prometheusRule'
  | 'apiService';

interface Step {
  readonly role: Role;
  /** For Argo CD, in the order of this list: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/ */
  readonly wave: number;
  readonly id: (manifest: Manifest) => string;
  readonly file: Planned['file'];
  readonly manifests: (server: Server) => readonly Manifest[];
}

const step = (role: Role, id: string, wave: number, manifests: Step['manifests'], rest: Partial<Step> = {}): Step => ({
  role,
  wave,
  manifests,
  id: () => id,
  file: 'chart',
  ...rest,
});

/**
 * The order of apply. APIServices come last and go first: while their server is not there, no namespace in the cluster
 * can be deleted and garbage collection stands still.
 */
const STEPS: readonly Step[] = [
  step('namespace', 'namespace', -3, namespace, { file: 'namespaces' }),
  step('serviceAccount', 'service-account', -2, serviceAccount),
  step('clusterRole', 'cluster-role', -2, clusterRole),
  step('clusterRoleBinding', 'cluster-role-binding', -2, clusterRoleBinding),
  step('authDelegatorBinding', 'auth-delegator-binding', -2, authDelegatorBinding),
  step('authReaderBinding', 'auth-reader-binding', -2, authReaderBinding),
  step('role', 'role', -2, role),
  step('roleBinding', 'role-binding', -2, roleBinding),
  step('installerRole', 'installer-role', -2, installerRole),
  step('installerBinding', 'installer-binding', -2, installerBinding),
  // An issuer without the CA's Secret is degraded, which ends a sync of Argo CD, so that certificate has a wave before
  // it.
  step('selfSignedIssuer', 'self-signed-issuer', -2, issuance('selfSignedIssuer')),
  step('caCertificate', 'ca-certificate', -2, issuance('caCertificate')),
  step('caIssuer', 'ca-issuer', -1, issuance('caIssuer')),
  step('servingCertificate', 'serving-certificate', -1, issuance('servingCertificate')),
  step('certificate', 'certificate', -1, secrets('certificate')),
  step('storage-client', 'storage-client', -1, secrets('storage-client')),
  step('service', 'service', -1, service),
  step('governingService', 'governing-service', -1, governingService),
  step('endpointSlice', 'endpoint-slice', -1, endpointSlices, {
    id: ({ addressType }) => `endpoint-slice-${String(addressType).toLowerCase()}`,
  }),
  step('networkPolicy', 'network-policy', -1, networkPolicy),
  step('workload', 'workload', 0, workload),
  step('podDisruptionBudget', 'pod-disruption-budget', 0, podDisruptionBudget),
  step('prometheusRule', 'prometheus-rule', 0, prometheusRule),
  step('apiService', 'api-service', 1, apiServices, { id: ({ metadata }) => `api-service-${metadata.name}` }),
];

export function plan(server: Server): Planned[] {
  return STEPS.flatMap(({ role, wave, id, file, manifests }) =>
    manifests(server).map(manifest => ({
      role,
      file: fileOf(server, role, file),
      id: id(manifest),
      manifest: canonicalForm(server.syncWaves ? withWave(manifest, wave) : manifest),
    })),
  );
}

/** A Secret says itself where it may go. */
function fileOf({ secrets: all }: Server, role: Role, usual: Planned['file']): Planned['file'] {
  const secret = all.find(one => one.role === role);
  return secret ? secret.file : usual;
}

function secrets(role: 'certificate' | 'storage-client'): Step['manifests'] {
  return server => server.secrets.filter(secret => secret.role === role).map(({ manifest }) => manifest);
}

function issuance(role: Issuance['role']): Step['manifests'] {
  return server => server.certificate.issuance.filter(object => object.role === role).map(({ manifest }) => manifest);
}

function withWave(manifest: Manifest, wave: number): Manifest {
  const annotations = manifest.metadata.annotations as Manifest | undefined;
  return {
    ...manifest,
    metadata: { ...manifest.metadata, annotations: { ...annotations, 'argocd.argoproj.io/sync-wave': String(wave) } },
  };
}
