import { isDeepStrictEqual } from 'node:util';
import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { JsonObject, Manifest } from '../kubernetes/manifest';
import { Server } from '../model/server';
import { grantedBinding, grantedRole, GrantName } from '../objects/granted-role';
import { ManifestObject } from './manifest-object';

/**
 * A ClusterRole over the server's API and one ClusterRoleBinding with everyone who was granted it. The first grant
 * emits both; later ones add a subject to the binding.
 */
export class AccessGrant {
  role?: ApiObject;
  binding?: ApiObject;
  private readonly subjects: JsonObject[] = [];

  constructor(
    private readonly construct: Construct,
    private readonly server: Server,
    private readonly name: GrantName,
  ) {}

  to(subject: JsonObject): void {
    if (this.subjects.some(known => isDeepStrictEqual(known, subject))) {
      return;
    }
    this.subjects.push(subject);
    this.role ??= this.emit('role', grantedRole(this.server, this.name));
    this.binding ??= this.emit('binding', {
      ...grantedBinding(this.server, this.name),
      subjects: Lazy.any({ produce: () => this.subjects }) as JsonObject,
    });
  }

  private emit(id: string, manifest: Manifest): ApiObject {
    return new ManifestObject(this.construct, `${this.name}-${id}`, manifest, () => {});
  }
}
