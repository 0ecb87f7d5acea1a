import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Complaint, say } from '../errors';
import { apiServiceName } from '../objects/api-service';
import { governingServiceName } from '../objects/governing-service';
import { Server } from '../model/server';

/**
 * Holds what the servers of one app must agree on. One app has one registry; a look-up costs the same with two servers
 * as with ten thousand.
 */
export class AppRegistry {
  private static readonly records = new WeakMap<IConstruct, AppRegistry>();

  static of(scope: IConstruct): AppRegistry {
    const { root } = scope.node;
    const record = AppRegistry.records.get(root) ?? new AppRegistry();
    AppRegistry.records.set(root, record);
    return record;
  }

  /** Path of the first construct that claimed a name. */
  private readonly claims = new Map<string, string>();
  private readonly namespaces = new Map<
    string,
    { readonly object: ApiObject; readonly owner: string; readonly settings: string }
  >();

  /** Adds a server. Its conflicts with other servers are reported at synth, together with those of all servers. */
  add(construct: Construct, server: Server): void {
    const path = construct.node.path;
    const files = fileScope(construct);
    const complaints = [
      ...server.apis.map(api =>
        this.claim(`APIService ${apiServiceName(api)}`, path, {
          must: 'group and version must be claimed once in an app',
          got: apiServiceName(api),
          fix: 'remove one: two APIServices of one name overwrite each other',
        }),
      ),
      this.claim(`server ${server.namespace}/${server.name}`, path, {
        must: `name must be used once in namespace ${server.namespace}`,
        got: server.name,
        fix: 'set the prop name of one',
      }) ??
        (files === undefined
          ? undefined
          : this.claim(`file ${files}${server.name}`, path, {
              must: 'name must be unique where file names hold no namespace (YamlOutputType.FILE_PER_RESOURCE)',
              got: server.name,
              fix: 'set the prop name of one, or use FILE_PER_CHART',
            })),
      server.backend.kind === 'StatefulSet'
        ? this.claim(`server ${server.namespace}/${governingServiceName(server)}`, path, {
            must: `name must be used once in namespace ${server.namespace}`,
            got: governingServiceName(server),
            fix: 'set the prop name of one: a StatefulSet has a Service of this name',
          })
        : undefined,
      keyFile(construct, server),
    ].filter(complaint => complaint !== undefined);
    construct.node.addValidation({ validate: () => [...complaints, ...this.namespaceComplaints(path, server)] });
  }

  /** Returns the Namespace object. The first server in a namespace emits it; the others share it. */
  namespace(construct: Construct, server: Server, emit: () => ApiObject): ApiObject {
    const known = this.namespaces.get(server.namespace);
    if (known) {
      return known.object;
    }
    const object = emit();
    this.namespaces.set(server.namespace, {
      object,
      owner: construct.node.path,
      settings: JSON.stringify(server.namespaceObject),
    });
    return object;
  }

  private claim(what: string, path: string, complaint: Complaint): string | undefined {
    const first = this.claims.get(what);
    if (first === undefined) {
      this.claims.set(what, path);
    }
    return first === undefined ? undefined : say({ ...complaint, must: `${complaint.must} (${first} has it)` });
  }

  private namespaceComplaints(path: string, { namespace, namespaceObject }: Server): string[] {
    const known = this.namespaces.get(namespace);
    return !known || !namespaceObject || known.owner === path || known.settings === JSON.stringify(namespaceObject)
      ? []
      : [
          say({
            must: `namespace ${namespace} must be described alike by all its servers (${known.owner} emits it)`,
            got: namespaceObject.labels,
            fix: 'give both the same profile, metadata and namespaceObject, or set namespaceObject.enabled to false on one',
          }),
        ];
  }
}

/**
 * Scope within which kind and name decide the file. cdk8s keeps only the last of two objects in one file, without an
 * error.
 */
function fileScope(construct: Construct): string | undefined {
  const app = construct.node.root;
  switch (app instanceof App ? app.yamlOutputType : undefined) {
    case YamlOutputType.FILE_PER_RESOURCE:
      return '';
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return `${Chart.of(construct).node.path}/`;
    default:
      return undefined;
  }
}

/** With FILE_PER_APP the private key would be in the file that people commit. */
function keyFile(construct: Construct, { secret, storageSecret }: Server): string | undefined {
  const app = construct.node.root;
  const hasKey = [secret, storageSecret].some(one => one?.file === 'secret');
  return hasKey && app instanceof App && app.yamlOutputType === YamlOutputType.FILE_PER_APP
    ? say({
        must: 'a private key must have a file of its own, to be kept out of Git',
        got: 'YamlOutputType.FILE_PER_APP',
        fix: 'use FILE_PER_CHART, or Delivery.plain({ dangerouslyShareFile: true })',
      })
    : undefined;
}
