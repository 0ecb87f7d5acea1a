import { ApiObject, App, Chart } from 'cdk8s';
import { Manifest } from '../../lib/kubernetes/manifest';
import { canonicalForm } from '../../lib/kubernetes/canonical-form';

/** The text that cdk8s writes of a manifest. */
export function printed(manifest: Manifest): string {
  const app = new App({ outdir: 'never-written' });
  new ApiObject(new Chart(app, 'app'), 'object', canonicalForm(manifest));
  return app.synthYaml();
}

/** Paths of fields that kube-apiserver would drop, or that say nothing. */
export function emptyFields(value: unknown, path = ''): string[] {
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).flatMap(([field, child]) => emptyFields(child, `${path}.${field}`));
    return Object.keys(value).length === 0 ? [path] : inner;
  }
  return value === null || value === '' || value === 0 || value === false ? [path] : [];
}
