import { App, Chart } from 'cdk8s';
import { ExtensionApiServer } from 'cdk8s-extension-api-server';

/** A server built with k8s.io/apiserver 0.36 on Kubernetes 1.34, which does not serve MutatingAdmissionPolicies. */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'catalog'), 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'catalog.example.com', version: 'v1' }],
    args: ['--disable-admission-plugins=ValidatingAdmissionWebhook', '--v=2'],
    disableAdmissionPlugins: ['MutatingAdmissionPolicy'],
  });
}
