/** Paths on each control-plane host. */
export interface FrontProxyPaths {
  readonly ca: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/** What is known of the front proxy beyond its paths. */
export interface FrontProxyPem {
  /**
   * Every CA that extension API servers shall trust, the signer of `certificate` first: kubeadm reads the first alone.
   */
  readonly ca: string;
  readonly certificate: string;
  /** Absent on a machine that did not mint it. */
  readonly privateKey: string | undefined;
  /** Where the user has it and a distribution issues the client certificate itself. */
  readonly authority: Authority | undefined;
}

/** PEM text: what is exported refers to this file, and must compile where nobody has the types of Node. */
export interface Authority {
  readonly certificate: string;
  readonly privateKey: string;
}

/** How kube-apiserver presents itself to extension API servers. */
export interface FrontProxyIdentity {
  /** None where the distribution has files of its own. */
  readonly paths: FrontProxyPaths | undefined;
  /** None where the distribution chooses it. */
  readonly commonName: string | undefined;
  readonly pem: FrontProxyPem | undefined;
  /** Writes what was minted; called when the whole description was found valid. */
  readonly publish: () => void;
}

/**
 * Where the front proxy's CA and certificate come from. Adding a way is one file that returns one of these, and a
 * factory in front-proxy.ts.
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
