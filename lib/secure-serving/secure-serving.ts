import { checkCall } from '../signatures/check-call';
import { SecureServingStrategy, SILENT } from './secure-serving-strategy';
import { SecureServingEnvironmentOptions, servingEnvironment } from './serving-environment';
import { SecureServingFlagsOptions, servingFlags } from './serving-flags';
import { SecureServingPathOptions, servingPath } from './serving-path';

/**
 * How the server finds its certificate, its private key and its port. Servers built with k8s.io/apiserver take the
 * flags of `SecureServing.flags()`.
 */
export class SecureServing {
  /**
   * Passes them as command-line flags.
   *
   * @param options flags, folder and file names
   */
  public static flags(options: SecureServingFlagsOptions = {}): SecureServing {
    checkCall('SecureServing.flags', [options]);
    return new SecureServing(servingFlags(options));
  }

  /**
   * Passes them as environment variables.
   *
   * @param options variables, folder and file names
   */
  public static environment(options: SecureServingEnvironmentOptions): SecureServing {
    checkCall('SecureServing.environment', [options]);
    return new SecureServing(servingEnvironment(options));
  }

  /**
   * Mounts the Secret at a path that the server knows already: built in, or from its configuration file.
   *
   * @param options folder and file names
   */
  public static path(options: SecureServingPathOptions): SecureServing {
    checkCall('SecureServing.path', [options]);
    return new SecureServing(servingPath(options));
  }

  /**
   * Does not mount the Secret. The server reads it through the Kubernetes API, or generates a certificate itself.
   */
  public static unmounted(): SecureServing {
    return new SecureServing(SILENT);
  }

  private constructor(
    /** @internal */
    public readonly _strategy: SecureServingStrategy,
  ) {}
}
