import { Complaint, refuse } from '../../errors';
import { JsonObject } from '../../kubernetes/manifest';
import { isSubdomain } from '../../kubernetes/names';
import { Certified, NO_CERTIFICATE, nothingToDo, TlsSubject, TlsStrategy } from '../tls-strategy';

export interface SelfManaged {
  /** The Secret with the pair that the pods share, if they share one. */
  readonly secretName: string | undefined;
  readonly createsApiServices: boolean;
}

/** The verbs of an informer for one name, and of changes. */
const READ_AND_CHANGE = ['get', 'list', 'patch', 'update', 'watch'];

/**
 * The server makes its certificate and writes the CA into its APIServices: it needs permission, and a writable folder.
 * An APIService has one caBundle, so pods that each make a pair would overwrite each other's CA.
 */
export function selfManagedTls({ secretName, createsApiServices }: SelfManaged): TlsStrategy {
  return {
    certify: ({ path, apiServices }: TlsSubject): Certified => {
      refuse(path, checkSecretName(secretName));
      return {
        certificate: {
          ...NO_CERTIFICATE,
          bundleInjected: true,
          madeByServer: true,
          apiServicesByServer: createsApiServices,
          rules: named('apiregistration.k8s.io', 'apiservices', apiServices, createsApiServices),
          namespacedRules: secretName === undefined ? [] : named('', 'secrets', [secretName], true),
          onePodBecause:
            secretName === undefined
              ? 'each pod makes a certificate of its own, and kube-apiserver trusts the one that was written last'
              : undefined,
        },
        secret: undefined,
        beforeRender: nothingToDo,
      };
    },
  };
}

/**
 * `create` cannot be restricted by name:
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
function named(apiGroup: string, resource: string, resourceNames: readonly string[], creates: boolean): JsonObject[] {
  const rule = { apiGroups: [apiGroup], resources: [resource] };
  return [...(creates ? [{ ...rule, verbs: ['create'] }] : []), { ...rule, resourceNames, verbs: READ_AND_CHANGE }];
}

function checkSecretName(name: string | undefined): Complaint | undefined {
  return name === undefined || isSubdomain(name)
    ? undefined
    : { must: 'secretName must be the name of a Secret', got: name, fix: 'use one such as "catalog-serving-cert"' };
}
