import { App, Chart } from 'cdk8s';
import { Backend, ExtensionApiServer } from 'cdk8s-extension-api-server';

/**
 * Sends the requests of a development cluster to a server in your debugger. Start the server with the certificate that
 * synth writes to `pki/`:
 *
 *   --secure-port=8443 --tls-cert-file=pki/dev/catalog/1.crt --tls-private-key-file=pki/dev/catalog/1.key
 *
 * and with a kubeconfig for its ServiceAccount (kubectl create token catalog -n dev), which it needs for delegated
 * authentication and authorization.
 */
const app = new App();

new ExtensionApiServer(new Chart(app, 'catalog-on-my-laptop'), 'catalog', {
  namespace: 'dev',
  apis: [{ group: 'catalog.example.com', version: 'v1alpha1' }],
  backend: Backend.addresses([process.env.LAPTOP ?? '192.0.2.10'], { port: 8443 }),
});

app.synth();
