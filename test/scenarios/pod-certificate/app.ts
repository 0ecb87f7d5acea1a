import { App, Chart } from 'cdk8s';
import { ExtensionApiServer, PodCertificateKeyType, SecureServing, Tls } from 'cdk8s-extension-api-server';
import { fixturePair } from '../../pki/fixture-pair';

const { ca: caBundle } = fixturePair('signer.example.com');

/** From a signer in the cluster: by default, and with what a signer may ask for. */
export function build(app: App): void {
  const chart = new Chart(app, 'catalog');
  new ExtensionApiServer(chart, 'by-default', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'default.example.com', version: 'v1' }],
    tls: Tls.podCertificate({ signerName: 'example.com/serving', caBundle }),
  });
  new ExtensionApiServer(chart, 'by-request', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'request.example.com', version: 'v1' }],
    tls: Tls.podCertificate({
      signerName: 'example.com/serving',
      caBundle,
      keyType: PodCertificateKeyType.RSA_3072,
      maxExpirationSeconds: 3600,
      userAnnotations: { 'example.com/dns-name': 'by-request.catalog.svc' },
    }),
    secureServing: SecureServing.path({
      mountPath: '/apiserver.local.config/certificates',
      certificateFile: 'apiserver.crt',
      privateKeyFile: 'apiserver.key',
    }),
  });
}
