import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { JsonObject, Manifest } from '../kubernetes/manifest';

/**
 * Carries one manifest into cdk8s. It is a raw ApiObject, because the generated classes drop JSON patches of fields
 * that they do not know.
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

  /**
   * cdk8s renders only after it has validated the whole app, so new keys are written here:
   * docs/decisions/0008-hooks-into-cdk8s.md.
   */
  public override toJson(): unknown {
    this.beforeRender();
    return this.rendered();
  }

  /** The manifest with all patches applied. */
  public rendered(): JsonObject {
    const json = super.toJson() as { readonly metadata: { namespace?: string } };
    if (this.manifest.metadata.namespace === undefined) {
      // cdk8s adds the chart's namespace to every object without one. kube-apiserver refuses it on cluster-scoped
      // objects.
      delete json.metadata.namespace;
    }
    return json as JsonObject;
  }
}
