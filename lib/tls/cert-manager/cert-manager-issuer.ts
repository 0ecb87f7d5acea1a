import { checkCall } from '../../signatures/check-call';
import { Complaint } from '../../errors';
import { isSubdomain } from '../../kubernetes/names';

/** Options of `CertManagerIssuer.fromIssuer()` and `CertManagerIssuer.fromClusterIssuer()`. */
export interface CertManagerIssuerOptions {
  /**
   * PEM text of the CA certificates under which this issuer signs, where you know them. They are then emitted as
   * caBundle, and nothing is injected. Needed for an issuer that does not tell cert-manager its CA.
   *
   * @default - cert-manager's cainjector writes the caBundle, from what the issuer tells
   */
  readonly ca?: string;
}

/** Options of `CertManagerIssuer.fromExternal()`. */
export interface CertManagerIssuerFromExternalOptions extends CertManagerIssuerOptions {
  /** API group of the issuer, such as `awspca.cert-manager.io`. */
  readonly group: string;

  /** Kind of the issuer, such as `AWSPCAClusterIssuer`. */
  readonly kind: string;
}

/** An issuer that exists in the cluster. */
export class CertManagerIssuer {
  /**
   * An Issuer in the server's namespace.
   *
   * @param name its name
   * @param options its CA
   */
  public static fromIssuer(name: string, options: CertManagerIssuerOptions = {}): CertManagerIssuer {
    checkCall('CertManagerIssuer.fromIssuer', [name, options]);
    return new CertManagerIssuer({ group: CERT_MANAGER, kind: 'Issuer', name }, options.ca);
  }

  /**
   * A ClusterIssuer, which serves all namespaces.
   *
   * @param name its name
   * @param options its CA
   */
  public static fromClusterIssuer(name: string, options: CertManagerIssuerOptions = {}): CertManagerIssuer {
    checkCall('CertManagerIssuer.fromClusterIssuer', [name, options]);
    return new CertManagerIssuer({ group: CERT_MANAGER, kind: 'ClusterIssuer', name }, options.ca);
  }

  /**
   * An issuer of another project, with its own API group: https://cert-manager.io/docs/configuration/issuers/
   *
   * @param name its name
   * @param options its group, its kind and its CA
   */
  public static fromExternal(name: string, options: CertManagerIssuerFromExternalOptions): CertManagerIssuer {
    checkCall('CertManagerIssuer.fromExternal', [name, options]);
    return new CertManagerIssuer({ group: options.group, kind: options.kind, name }, options.ca);
  }

  private constructor(
    /** @internal */
    public readonly _reference: IssuerReference,
    /** @internal */
    public readonly _ca: string | undefined,
  ) {}
}

export const CERT_MANAGER = 'cert-manager.io';

export interface IssuerReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** cert-manager would wait without end for an issuer that cannot exist. */
export function checkReference({ group, kind, name }: IssuerReference): Complaint | undefined {
  if (!isSubdomain(name)) {
    return {
      must: 'issuer must have the name of an object of Kubernetes',
      got: name,
      fix: 'use the metadata.name of the issuer',
    };
  }
  if (!isSubdomain(group) || !group.includes('.')) {
    return { must: 'issuer must have an API group', got: group, fix: 'use the part of its apiVersion before the "/"' };
  }
  return /^[A-Z][A-Za-z0-9]*$/.test(kind)
    ? undefined
    : { must: 'issuer must have a kind', got: kind, fix: 'use one such as "AWSPCAClusterIssuer"' };
}
