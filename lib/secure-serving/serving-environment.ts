import { fileOptionsOf, SecureServingStrategy, SILENT } from './secure-serving-strategy';
import { mountOf, SecureServingPathOptions } from './serving-path';

/** Options of `SecureServing.environment()`. */
export interface SecureServingEnvironmentOptions extends SecureServingPathOptions {
  /** Variable that names the certificate's file. */
  readonly certificateVariable: string;

  /** Variable that names the private key's file. */
  readonly privateKeyVariable: string;

  /**
   * Variable that sets the port.
   *
   * @default - the port is the server's own, and must agree with the prop `port`
   */
  readonly portVariable?: string;
}

export function servingEnvironment(options: SecureServingEnvironmentOptions): SecureServingStrategy {
  const { certificateVariable, privateKeyVariable, portVariable } = options;
  return {
    ...SILENT,
    mount: mountOf(options),
    fileOptions: fileOptionsOf(options),
    env: ({ port, files }) => [
      ...(files
        ? [
            { name: certificateVariable, value: files.certificate },
            { name: privateKeyVariable, value: files.privateKey },
          ]
        : []),
      ...(portVariable === undefined ? [] : [{ name: portVariable, value: String(port) }]),
    ],
  };
}
