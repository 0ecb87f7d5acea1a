import { Complaint } from '../errors';
import { JsonObject } from '../kubernetes/manifest';
import { ServingCertificate } from '../model/server';
import { SecureServingStrategy } from '../secure-serving/secure-serving-strategy';
import { comesAsVolume, TEMPORARY } from './volumes';

interface Announced {
  readonly args: readonly string[];
  readonly env: readonly JsonObject[];
  /** Those of them that have the server write a certificate of its own to /tmp. */
  readonly ownCertificate: readonly string[];
}

/** Arguments and variables with which the server finds its certificate and its port. */
export function announce(
  { mount, args, env, ownCertificateArgs }: SecureServingStrategy,
  certificate: ServingCertificate,
  port: number,
  readOnlyRoot: boolean,
): Announced {
  const files =
    mount && comesAsVolume(certificate)
      ? {
          certificate: `${mount.path}/${mount.certificateFile}`,
          privateKey: `${mount.path}/${mount.privateKeyFile}`,
        }
      : undefined;
  // A server that generates its certificate writes it to the root file system unless a flag names another folder.
  const ownCertificate = certificate.madeByServer && readOnlyRoot ? ownCertificateArgs(TEMPORARY) : [];
  return { args: [...args({ port, files }), ...ownCertificate], env: env({ port, files }), ownCertificate };
}

/** Where the server generates its certificate, nothing is mounted: flags, variables and folders would be dropped. */
export function checkNamedFiles(
  { fileOptions }: SecureServingStrategy,
  certificate: ServingCertificate,
): Complaint | undefined {
  return comesAsVolume(certificate) || fileOptions.length === 0
    ? undefined
    : {
        must: 'secureServing must not say where the certificate is: the server makes it itself',
        got: fileOptions.join(', '),
        fix: 'use SecureServing.flags() or .unmounted() without them, and args or env for what the server needs',
      };
}

/** A Secret can be read through the API; what the kubelet requests for one pod is in that pod's volume alone. */
export function checkMounted(
  { mount }: SecureServingStrategy,
  { podCertificate }: ServingCertificate,
): Complaint | undefined {
  return podCertificate !== undefined && mount === undefined
    ? {
        must: 'secureServing must mount the certificate with Tls.podCertificate(): it is nowhere else',
        got: 'SecureServing.unmounted()',
        fix: 'use SecureServing.flags(), .environment() or .path()',
      }
    : undefined;
}
