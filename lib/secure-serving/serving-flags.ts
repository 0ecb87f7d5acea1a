import { fileOptionsOf, SecureServingStrategy, SILENT } from './secure-serving-strategy';
import { mountOf, SecureServingPathOptions } from './serving-path';

/** Options of `SecureServing.flags()`. */
export interface SecureServingFlagsOptions extends SecureServingPathOptions {
  /**
   * Flag for the path of the certificate.
   *
   * @default '--tls-cert-file'
   */
  readonly certificateFlag?: string;

  /**
   * Flag for the path of the private key.
   *
   * @default '--tls-private-key-file'
   */
  readonly privateKeyFlag?: string;

  /**
   * Flag for the port. Use an empty string for a server that has no such flag.
   *
   * @default '--secure-port'
   */
  readonly portFlag?: string;
}

/** https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/server/options/serving.go */
const CERTIFICATE_FLAG = '--tls-cert-file';
const PRIVATE_KEY_FLAG = '--tls-private-key-file';
const PORT_FLAG = '--secure-port';

export function servingFlags(options: SecureServingFlagsOptions): SecureServingStrategy {
  const { certificateFlag = CERTIFICATE_FLAG, privateKeyFlag = PRIVATE_KEY_FLAG, portFlag = PORT_FLAG } = options;
  return {
    ...SILENT,
    mount: mountOf(options),
    fileOptions: fileOptionsOf(options),
    args: ({ port, files }) => [
      ...(portFlag === '' ? [] : [`${portFlag}=${port}`]),
      ...(files ? [`${certificateFlag}=${files.certificate}`, `${privateKeyFlag}=${files.privateKey}`] : []),
    ],
    // Other flags than those of k8s.io/apiserver: the server does not know --cert-dir either.
    ownCertificateArgs: folder => (certificateFlag === CERTIFICATE_FLAG ? [`--cert-dir=${folder}`] : []),
  };
}
