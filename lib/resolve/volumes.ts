import { JsonObject } from '../kubernetes/manifest';
import { CertificateMount } from '../secure-serving/secure-serving-strategy';
import { PodCertificate, ServingCertificate } from '../model/server';
import { StorageParts } from '../storage/storage-strategy';

export interface Volumes {
  readonly volumes: readonly JsonObject[];
  readonly mounts: readonly JsonObject[];
}

export const NO_VOLUMES: Volumes = { volumes: [], mounts: [] };
/** Where Go programs write when they write at all. */
export const TEMPORARY = '/tmp';
/** Read permission for owner and group; fsGroup of the pod is the group. */
const KEY_MODE = 0o440;

/** Whether the certificate comes to the pods as a volume. */
export function comesAsVolume({ secretName, podCertificate }: ServingCertificate): boolean {
  return secretName !== undefined || podCertificate !== undefined;
}

/**
 * Mounts the whole volume as a folder: the kubelet never updates a mount with subPath.
 * https://kubernetes.io/docs/concepts/storage/volumes/#secret
 */
export function certificateVolume(
  mount: CertificateMount | undefined,
  certificate: ServingCertificate,
  restricted: boolean,
): Volumes {
  if (!mount || !comesAsVolume(certificate)) {
    return NO_VOLUMES;
  }
  const defaultMode = restricted ? KEY_MODE : undefined;
  const { podCertificate } = certificate;
  return {
    volumes: [
      {
        name: 'certificate',
        ...(podCertificate === undefined
          ? { secret: secretSource(mount, certificate, defaultMode) }
          : { projected: { defaultMode, sources: [{ podCertificate: requested(mount, podCertificate) }] } }),
      },
    ],
    mounts: [{ name: 'certificate', mountPath: mount.path, readOnly: true }],
  };
}

/**
 * Servers built on k8s.io/apiserver take two files, not one bundle. If they read two that do not match in the middle of
 * a rotation, they keep the old pair and read again.
 * https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/server/dynamiccertificates/dynamic_serving_content.go
 */
function requested(mount: CertificateMount, { userAnnotations, ...request }: PodCertificate): JsonObject {
  return {
    ...request,
    certificateChainPath: mount.certificateFile,
    keyPath: mount.privateKeyFile,
    userAnnotations: Object.keys(userAnnotations).length > 0 ? userAnnotations : undefined,
  };
}

function secretSource(
  mount: CertificateMount,
  { secretName, keys }: ServingCertificate,
  defaultMode: number | undefined,
): JsonObject {
  const renamed = mount.certificateFile !== keys.certificate || mount.privateKeyFile !== keys.privateKey;
  return {
    secretName,
    defaultMode,
    items: renamed
      ? [
          { key: keys.certificate, path: mount.certificateFile },
          { key: keys.privateKey, path: mount.privateKeyFile },
        ]
      : undefined,
  };
}

/**
 * The token that the kubelet would mount into every container, mounted into the container of the server alone: a
 * sidecar such as etcd needs no access to kube-apiserver. The token is valid for an hour. The kubelet renews it, and
 * client-go reads it again.
 * https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#launch-a-pod-using-service-account-token-projection
 */
export function tokenVolume(): Volumes {
  return {
    volumes: [
      {
        name: 'service-account',
        projected: {
          // kubectl apply compares this list as a whole, so the defaults of Kubernetes are spelled out:
          // expirationSeconds and apiVersion.
          sources: [
            { serviceAccountToken: { expirationSeconds: 3600, path: 'token' } },
            { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
            {
              downwardAPI: {
                items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
              },
            },
          ],
        },
      },
    ],
    mounts: [{ name: 'service-account', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true }],
  };
}

export function storageVolumes({ volumes, volumeMounts }: StorageParts): Volumes {
  return { volumes, mounts: volumeMounts };
}

export function writableVolumes(paths: readonly string[]): Volumes {
  const named = new Map<string, string>();
  for (const path of paths) {
    const stem = `writable-${
      path
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(-50) || 'root'
    }`;
    // `/data/a` and `/data-a` would get the same volume name.
    const taken = new Set(named.values());
    let name = stem;
    for (let number = 2; taken.has(name); number += 1) {
      name = `${stem}-${number}`;
    }
    named.set(path, name);
  }
  return {
    // No sizeLimit: the kubelet counts an emptyDir against the ephemeral-storage limits of the pod's containers.
    // https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-ephemeral-storage-limits-run
    volumes: [...named.values()].map(name => ({ name, emptyDir: {} })),
    mounts: [...named].map(([mountPath, name]) => ({ name, mountPath })),
  };
}
