import { JsonObject } from '../kubernetes/manifest';

const MOUNT_PATH = '/etc/extension-api-server/tls';

/** Where the certificate lies in the container. */
export interface SecureServingPathOptions {
  /**
   * Folder on which the Secret is mounted, whole: a file mounted alone (`subPath`) would never see a rotation.
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

/** Options of `SecureServing.flags()`. */
export interface SecureServingFlagsOptions extends SecureServingPathOptions {
  /**
   * Flag that names the certificate's file.
   *
   * @default '--tls-cert-file'
   */
  readonly certificateFlag?: string;

  /**
   * Flag that names the private key's file.
   *
   * @default '--tls-private-key-file'
   */
  readonly privateKeyFlag?: string;

  /**
   * Flag that sets the port; an empty text for a server that has none.
   *
   * @default '--secure-port'
   */
  readonly portFlag?: string;
}

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

/** What of it reaches the container. */
interface Announcement {
  readonly args: (files: Files, port: number) => readonly string[];
  readonly env: (files: Files, port: number) => readonly JsonObject[];
  /** Flag with which a server of k8s.io/apiserver is told where to write a certificate that it makes itself. */
  readonly ownCertificateArgs: (folder: string) => readonly string[];
}

interface Files {
  readonly certificate: string;
  readonly privateKey: string;
}

interface Mount {
  readonly path: string;
  readonly certificateFile: string;
  readonly privateKeyFile: string;
}

const SILENT: Announcement = { args: () => [], env: () => [], ownCertificateArgs: () => [] };

/**
 * How the server learns of its certificate. Servers built on k8s.io/apiserver take the two flags of
 * `SecureServing.flags()`.
 */
export class SecureServing {
  /**
   * By command line flags.
   *
   * @param options folder, file names and flags
   */
  public static flags(options: SecureServingFlagsOptions = {}): SecureServing {
    const {
      certificateFlag = '--tls-cert-file',
      privateKeyFlag = '--tls-private-key-file',
      portFlag = '--secure-port',
    } = options;
    return new SecureServing(mount(options), {
      args: (files, port) => [
        ...(portFlag === '' ? [] : [`${portFlag}=${port}`]),
        ...(files.certificate === ''
          ? []
          : [`${certificateFlag}=${files.certificate}`, `${privateKeyFlag}=${files.privateKey}`]),
      ],
      env: () => [],
      ownCertificateArgs: folder => (certificateFlag === '--tls-cert-file' ? [`--cert-dir=${folder}`] : []),
    });
  }

  /**
   * By environment variables.
   *
   * @param options variables, folder and file names
   */
  public static environment(options: SecureServingEnvironmentOptions): SecureServing {
    const { certificateVariable, privateKeyVariable, portVariable } = options;
    return new SecureServing(mount(options), {
      ...SILENT,
      env: (files, port) => [
        ...(files.certificate === ''
          ? []
          : [
              { name: certificateVariable, value: files.certificate },
              { name: privateKeyVariable, value: files.privateKey },
            ]),
        ...(portVariable === undefined ? [] : [{ name: portVariable, value: String(port) }]),
      ],
    });
  }

  /**
   * By a place that the server knows: built in, or written in its configuration file.
   *
   * @param options folder and file names
   */
  public static path(options: SecureServingPathOptions): SecureServing {
    return new SecureServing(mount(options), SILENT);
  }

  /** Not at all: the Secret is not mounted. The server reads it through the API, or makes a certificate itself. */
  public static unmounted(): SecureServing {
    return new SecureServing(undefined, SILENT);
  }

  private constructor(
    /** @internal */
    public readonly _mount: Mount | undefined,
    /** @internal */
    public readonly _announcement: Announcement,
  ) {}
}

function mount({
  mountPath = MOUNT_PATH,
  certificateFile = 'tls.crt',
  privateKeyFile = 'tls.key',
}: SecureServingPathOptions): Mount {
  return { path: mountPath, certificateFile, privateKeyFile };
}
