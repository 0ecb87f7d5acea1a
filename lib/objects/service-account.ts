import { Manifest } from '../kubernetes/manifest';
import { Server } from '../model/server';
import { meta } from './metadata';

/** Step 9: a dedicated ServiceAccount, so that its permissions are not shared. */
export function serviceAccount(server: Server): Manifest[] {
  const { name, emitted, annotations, automountToken } = server.account;
  return emitted
    ? [
        {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: meta(server, name, { annotations }),
          automountServiceAccountToken: automountToken ? undefined : false,
        },
      ]
    : [];
}
