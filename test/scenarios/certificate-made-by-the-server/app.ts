import { App, Chart } from 'cdk8s';
import { ExtensionApiServer, SecureServing, Tls } from 'cdk8s-extension-api-server';

/**
 * One pod makes its own certificate; several pods share one in a Secret; a program without the usual flags also creates
 * its APIServices.
 */
export function build(app: App): void {
  const chart = new Chart(app, 'catalog');
  new ExtensionApiServer(chart, 'alone', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'alone.example.com', version: 'v1' }],
    tls: Tls.selfManaged(),
  });
  new ExtensionApiServer(chart, 'shared', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [
      { group: 'shared.example.com', version: 'v1' },
      { group: 'shared.example.com', version: 'v1alpha1' },
    ],
    rbac: { apiserverRules: false },
    tls: Tls.selfManaged({ secretName: 'shared-serving-cert' }),
  });
  new ExtensionApiServer(chart, 'everything', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'everything.example.com', version: 'v1' }],
    secureServing: SecureServing.unmounted(),
    tls: Tls.selfManaged({ createsApiServices: true }),
  });
}
