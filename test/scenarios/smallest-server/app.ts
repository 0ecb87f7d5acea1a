import { App, Chart } from 'cdk8s';
import { ExtensionApiServer } from 'cdk8s-extension-api-server';

/** Only the required props: two replicas in production, with a generated certificate. */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'catalog'), 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'catalog.example.com', version: 'v1' }],
  });
}
