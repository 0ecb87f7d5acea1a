import { fileOptionsOf, SecureServingStrategy, SILENT } from './secure-serving-strategy';
import { mountOf, SecureServingPathOptions } from './serving-path';

/** Options of `SecureServing.environment()`. */
export interface SecureServingEnvironmentOptions extends SecureServingPathOptions {
  /** Variable for the path of the certificate. */
  readonly certificateVariable: string;

  /** Variable for the path of the private key. */
  readonly privateKeyVariable: string;

  /**
   * Variable for the port.
   *
   * @default - none: the server's own port must be the prop `port`
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
