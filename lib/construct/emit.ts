import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Server } from '../model/server';
import { byField, ByField, plan, Planned } from '../objects/plan';
import { admissionComplaints } from './admission';
import { AppRegistry } from './app-registry';
import { ManifestObject } from './manifest-object';
import { outputPath } from './output/path';
import { scopeIn } from './output/placement';
import { warnOfFileNames } from './output/warnings';

/**
 * Attaches every planned object to the construct tree, and returns them under the construct's field names.
 * `beforeRender` is called when the whole app was found valid, with the file that the serving certificate's Secret goes
 * to.
 */
export function emit(
  construct: Construct,
  server: Server,
  beforeRender: (secretFile: string | undefined) => void,
): ByField<ApiObject> {
  const registry = AppRegistry.of(construct);
  const attach = ({ placement, id, manifest }: Planned): ApiObject => {
    const scope = scopeIn(placement, construct, id);
    const ownId = placement === 'namespaces' && scope !== construct ? server.namespace : id;
    return new ManifestObject(scope, ownId, manifest, () => {
      warnOfFileNames(construct, objects);
      beforeRender(secretFile());
    });
  };
  const objects = byField(
    plan(server).map(planned => ({
      field: planned.field,
      object:
        planned.field === 'namespaceObject'
          ? registry.namespace(construct, server, () => attach(planned))
          : attach(planned),
    })),
  );
  const secretFile = objects.secret ? outputPath(objects.secret) : () => undefined;
  registry.add(construct, server);
  construct.node.addValidation({ validate: () => admissionComplaints(objects.namespaceObject, objects.workload) });
  return objects;
}
