import { App, Chart } from 'cdk8s';
import { ExtensionApiServer, SecureServing, Tls } from 'cdk8s-extension-api-server';
import { fixturePair } from '../../pki/fixture-pair';

/**
 * A bundle with two CAs, during a change from one to the other. One server gets the usual file names, and one those of
 * the Secret.
 */
export function build(app: App): void {
  const chart = new Chart(app, 'catalog');
  const tls = Tls.fromSecret({
    secretName: 'company-pki',
    certificateDataKey: 'server.pem',
    privateKeyDataKey: 'server-key.pem',
    ca: fixturePair('old.example.com').ca + fixturePair('new.example.com').ca,
  });
  new ExtensionApiServer(chart, 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'catalog.example.com', version: 'v1' }],
    tls,
  });
  new ExtensionApiServer(chart, 'ledger', {
    namespace: 'catalog',
    image: 'registry.example.com/ledger:1.0.0',
    apis: [{ group: 'ledger.example.com', version: 'v1' }],
    secureServing: SecureServing.flags({ certificateFile: 'server.pem', privateKeyFile: 'server-key.pem' }),
    tls,
  });
}
