import { CertificateMount, fileOptionsOf, SecureServingStrategy, SILENT } from './secure-serving-strategy';

/** Options of `SecureServing.path()`: where the certificate and its key are in the container. */
export interface SecureServingPathOptions {
  /**
   * Folder on which the whole Secret is mounted. A single file (`subPath`) would not be updated by a rotation.
   *
   * @default '/etc/extension-api-server/tls'
   */
  readonly mountPath?: string;

  /**
   * File name of the certificate in that folder.
   *
   * @default 'tls.crt'
   */
  readonly certificateFile?: string;

  /**
   * File name of the private key in that folder.
   *
   * @default 'tls.key'
   */
  readonly privateKeyFile?: string;
}

const MOUNT_PATH = '/etc/extension-api-server/tls';

export function servingPath(options: SecureServingPathOptions): SecureServingStrategy {
  return { ...SILENT, mount: mountOf(options), fileOptions: fileOptionsOf(options) };
}

export function mountOf({
  mountPath = MOUNT_PATH,
  certificateFile = 'tls.crt',
  privateKeyFile = 'tls.key',
}: SecureServingPathOptions): CertificateMount {
  return { path: mountPath, certificateFile, privateKeyFile };
}
