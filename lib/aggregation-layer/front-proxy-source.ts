/** Paths on each control-plane host. */
export interface FrontProxyPaths {
  readonly ca: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/** PEM text of the front proxy's files, where it is known. */
export interface FrontProxyPem {
  /**
   * Every CA that extension API servers trust. The signer of `certificate` is first, because kubeadm reads only the
   * first.
   */
  readonly ca: string;
  readonly certificate: string;
  /** Absent on a machine that did not generate it. */
  readonly privateKey: string | undefined;
  /** For a distribution that issues the client certificate itself. */
  readonly authority: Authority | undefined;
}

/** PEM text, because exported types refer to this file and must compile without the types of Node. */
export interface Authority {
  readonly certificate: string;
  readonly privateKey: string;
}

/** The front proxy's files and common name. */
export interface FrontProxyIdentity {
  /** `undefined` for the files of the distribution. */
  readonly paths: FrontProxyPaths | undefined;
  /** `undefined` where the distribution sets it. */
  readonly commonName: string | undefined;
  readonly pem: FrontProxyPem | undefined;
  /** Writes generated keys. It is called after all checks have passed. */
  readonly publish: () => void;
}

/**
 * Source of the front proxy's CA and certificate. To add one, write a file that returns a source and a factory in
 * front-proxy.ts.
 */
export interface FrontProxySource {
  readonly identify: (where: string) => FrontProxyIdentity;
}

/** The description with every default decided. `undefined` leaves a setting to the distribution. */
export interface ResolvedLayer {
  readonly paths: FrontProxyPaths | undefined;
  readonly pem: FrontProxyPem | undefined;
  readonly allowedNames: readonly string[] | undefined;
  readonly usernameHeaders: readonly string[];
  readonly groupHeaders: readonly string[];
  readonly extraHeaderPrefixes: readonly string[];
  readonly aggregatorRouting: boolean | undefined;
}

export const nothingToPublish = (): void => {};
