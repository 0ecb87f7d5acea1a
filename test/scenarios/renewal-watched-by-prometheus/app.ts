import { App, Chart } from 'cdk8s';
import { ExtensionApiServer, Profile, Tls } from 'cdk8s-extension-api-server';

/** An alert on cert-manager's metric fires if cert-manager does not renew the certificate. */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'catalog'), 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'catalog.example.com', version: 'v1' }],
    profile: Profile.DEVELOPMENT,
    tls: Tls.certManager(),
    monitoring: {},
  });
}
