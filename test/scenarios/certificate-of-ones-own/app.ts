import { App, Chart } from 'cdk8s';
import { ExtensionApiServer, SecureServing, Tls } from 'cdk8s-extension-api-server';
import { fixturePair } from '../../pki/fixture-pair';

const { ca, certificate, privateKey } = fixturePair('by-pem.catalog.svc');

/** PEM text, for a server that reads environment variables; and an existing Secret, at a path that the server knows. */
export function build(app: App): void {
  const chart = new Chart(app, 'catalog');
  new ExtensionApiServer(chart, 'by-pem', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'pem.example.com', version: 'v1' }],
    tls: Tls.fromPem({ ca, certificate, privateKey }),
    secureServing: SecureServing.environment({
      certificateVariable: 'TLS_CERT',
      privateKeyVariable: 'TLS_KEY',
      portVariable: 'PORT',
    }),
  });
  new ExtensionApiServer(chart, 'by-secret', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'secret.example.com', version: 'v1' }],
    tls: Tls.fromSecret({ ca, secretName: 'catalog-serving-cert' }),
    secureServing: SecureServing.path({
      mountPath: '/apiserver.local.config/certificates',
      certificateFile: 'apiserver.crt',
      privateKeyFile: 'apiserver.key',
    }),
  });
}
