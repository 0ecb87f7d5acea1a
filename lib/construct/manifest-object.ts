import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { JsonObject, Manifest } from '../kubernetes/manifest';

/**
 * Carries one manifest into cdk8s. A raw ApiObject, because the generated classes drop JSON patches of fields that they
 * do not know.
 */
export class ManifestObject extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    public readonly manifest: Manifest,
    private readonly beforeRender: () => void,
  ) {
    super(scope, id, manifest as never);
  }

  /** Called when the whole app was found valid: the first object of an app to be rendered lets new keys be written. */
  public override toJson(): unknown {
    this.beforeRender();
    return this.rendered();
  }

  /** With all patches. */
  public rendered(): JsonObject {
    const json = super.toJson() as { readonly metadata: { namespace?: string } };
    if (this.manifest.metadata.namespace === undefined) {
      // cdk8s gives the chart's namespace to whatever has none, and kube-apiserver refuses it on cluster-scoped
      // objects.
      delete json.metadata.namespace;
    }
    return json as JsonObject;
  }
}
