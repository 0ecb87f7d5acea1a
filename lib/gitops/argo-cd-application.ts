import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ApplicationSpec, toJson_ApplicationSpec } from '../../imports/argoproj.io';
import { ManifestObject } from '../construct/manifest-object';
import { Complaint, refuse } from '../errors';
import { ExtensionApiServer } from '../extension-api-server';
import { JsonObject, sorted } from '../kubernetes/manifest';
import { isSubdomain } from '../kubernetes/names';
import { checkConstruct } from '../signatures/check-construct';
import { ArgoCdApplicationProps } from './argo-cd-application-props';

/**
 * With server-side apply, Argo CD owns the committed fields and no others. With RespectIgnoreDifferences it does not
 * write the fields that it ignores.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
const SYNC_OPTIONS = ['RespectIgnoreDifferences=true', 'ServerSideApply=true'];

/**
 * An Application of Argo CD that applies the servers of this app. It ignores the fields that the cluster writes: the
 * caBundle with `Tls.certManager()`, `Tls.openShiftServiceCa()` and `Tls.selfManaged()`. Put it into a separate chart.
 *
 * https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/
 */
export class ArgoCdApplication extends Construct {
  /** The Application. */
  public readonly application: ApiObject;

  /**
   * Describes an Application.
   *
   * @param scope a chart, or a construct in one
   * @param id name among its siblings, and of the Application unless `name` is given
   * @param props repository, folder and destination
   */
  constructor(scope: Construct, id: string, props: ArgoCdApplicationProps) {
    const where = checkConstruct('new ArgoCdApplication', scope, id, props);
    const { name = id, namespace = 'argocd', labels = {} } = props;
    refuse(where, checkName(name) ?? checkPrune(props));
    super(scope, id);
    const metadata = { name, namespace, labels: Object.keys(labels).length > 0 ? sorted(labels) : undefined };
    // Servers may be added later, so the list is made at synth.
    const spec = Lazy.any({
      produce: () => toJson_ApplicationSpec(specOf(props, props.servers ?? serversOf(this))),
    }) as JsonObject;
    this.application = new ManifestObject(
      this,
      'application',
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata, spec },
      () => {},
    );
  }
}

function checkName(name: string): Complaint | undefined {
  return isSubdomain(name)
    ? undefined
    : {
        must: 'name must be a DNS subdomain of lower-case letters, digits, "-" and "."',
        got: name,
        fix: 'set the prop name',
      };
}

function checkPrune({ automated = true, prune = false }: ArgoCdApplicationProps): Complaint | undefined {
  return prune && !automated
    ? {
        must: 'prune must not be given without automated: a manual sync asks about each object',
        got: prune,
        fix: 'leave it out',
      }
    : undefined;
}

function serversOf(construct: Construct): ExtensionApiServer[] {
  return construct.node.root.node.findAll().filter(child => child instanceof ExtensionApiServer);
}

function specOf(props: ArgoCdApplicationProps, servers: readonly ExtensionApiServer[]): ApplicationSpec {
  const {
    repoUrl,
    path,
    targetRevision = 'HEAD',
    project = 'default',
    server = 'https://kubernetes.default.svc',
    automated = true,
    prune = false,
  } = props;
  const ignored = servers.flatMap(({ injectedFields }) => injectedFields);
  return {
    project,
    source: { repoUrl, path, targetRevision },
    destination: { server },
    ignoreDifferences:
      ignored.length === 0
        ? undefined
        : ignored.map(({ apiGroup, kind, name, jsonPointer }) => ({
            group: apiGroup,
            kind,
            name,
            jsonPointers: [jsonPointer],
          })),
    syncPolicy: {
      automated: automated ? { prune: prune || undefined, selfHeal: true } : undefined,
      syncOptions: SYNC_OPTIONS,
    },
  };
}
