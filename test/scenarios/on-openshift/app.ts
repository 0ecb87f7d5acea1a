import { App, Chart } from 'cdk8s';
import { ExtensionApiServer, Tls } from 'cdk8s-extension-api-server';

/** OpenShift's two annotations, beside given ones. */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'catalog'), 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'catalog.example.com', version: 'v1', annotations: { 'example.com/owner': 'catalog' } }],
    service: { annotations: { 'example.com/owner': 'catalog' } },
    tls: Tls.openShiftServiceCa(),
  });
}
