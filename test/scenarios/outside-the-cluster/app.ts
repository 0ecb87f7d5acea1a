import { App, Chart } from 'cdk8s';
import { Backend, ExtensionApiServer } from 'cdk8s-extension-api-server';

/** One server at addresses of both families, and one at a DNS name. */
export function build(app: App): void {
  const chart = new Chart(app, 'outside');
  new ExtensionApiServer(chart, 'by-address', {
    namespace: 'outside',
    apis: [{ group: 'address.example.com', version: 'v1' }],
    backend: Backend.addresses(['192.0.2.10', '2001:db8::10', '192.0.2.11'], { port: 8443 }),
  });
  new ExtensionApiServer(chart, 'by-name', {
    namespace: 'outside',
    apis: [{ group: 'name.example.com', version: 'v1' }],
    backend: Backend.externalName('api.example.com', { port: 8443 }),
  });
}
