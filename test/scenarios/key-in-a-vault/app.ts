import { App, Chart } from 'cdk8s';
import { Delivery, ExtensionApiServer, SecretStoreKind, Tls } from 'cdk8s-extension-api-server';

/** The External Secrets Operator fetches the pair of this generation from the team's own store. */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'catalog'), 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'catalog.example.com', version: 'v1' }],
    tls: Tls.generated({
      delivery: Delivery.externalSecret({ store: 'team', storeKind: SecretStoreKind.SECRET_STORE, key: 'catalog/tls' }),
    }),
  });
}
