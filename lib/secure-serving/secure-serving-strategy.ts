import { JsonObject } from '../kubernetes/manifest';

/** Folder on which the certificate's Secret is mounted, and the names of the two files in it. */
export interface CertificateMount {
  readonly path: string;
  readonly certificateFile: string;
  readonly privateKeyFile: string;
}

/** The port of secure serving, and the paths of the mounted files. */
export interface ServingSettings {
  readonly port: number;
  /** `undefined` where no Secret is mounted. */
  readonly files: { readonly certificate: string; readonly privateKey: string } | undefined;
}

/**
 * How the server finds its certificate and its port. To add a way, write a file that returns one of these and a factory
 * in secure-serving.ts.
 */
export interface SecureServingStrategy {
  /** `undefined` where the Secret is not mounted. */
  readonly mount: CertificateMount | undefined;
  /** Options that were given and that say where the certificate is. */
  readonly fileOptions: readonly string[];
  readonly args: (settings: ServingSettings) => readonly string[];
  readonly env: (settings: ServingSettings) => readonly JsonObject[];
  /** Flags that make a server of k8s.io/apiserver write the certificate that it generates to `folder`. */
  readonly ownCertificateArgs: (folder: string) => readonly string[];
}

/** A strategy that passes nothing to the container; the others override what differs. */
export const SILENT: SecureServingStrategy = {
  mount: undefined,
  fileOptions: [],
  args: () => [],
  env: () => [],
  ownCertificateArgs: () => [],
};

export function fileOptionsOf(options: object): string[] {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return given.map(([option]) => option).filter(option => !option.startsWith('port'));
}
