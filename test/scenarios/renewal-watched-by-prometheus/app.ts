import { App, Chart } from 'cdk8s';
import { ExtensionApiServer, Profile, Tls } from 'cdk8s-extension-api-server';

/** Who renews by itself can fail by itself: an alert asks cert-manager how long the certificate still lives. */
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
