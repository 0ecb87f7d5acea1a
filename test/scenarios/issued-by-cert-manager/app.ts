import { App, Chart, Duration } from 'cdk8s';
import { Backend, ExtensionApiServer, KeyAlgorithm, Profile, Tls } from 'cdk8s-extension-api-server';

/**
 * A CA for each of three servers: one with the defaults, in waves; one with every option, and a name too long for a
 * common name; and one outside the cluster.
 */
export function build(app: App): void {
  const chart = new Chart(app, 'catalog');
  new ExtensionApiServer(chart, 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [
      { group: 'catalog.example.com', version: 'v1' },
      { group: 'catalog.example.com', version: 'v1beta1' },
    ],
    metadata: { syncWaves: true },
    tls: Tls.certManager(),
  });
  new ExtensionApiServer(chart, 'catalog-of-everything-that-was-ever-written-down-in-one-library', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'library.example.com', version: 'v1' }],
    profile: Profile.BARE,
    namespaceObject: { enabled: false },
    metadata: { annotations: { 'example.com/runbook': 'https://runbooks.example.com/library' } },
    tls: Tls.certManager({
      algorithm: KeyAlgorithm.RSA_3072,
      dnsNames: ['library.example.com'],
      validity: Duration.days(14),
      renewBefore: Duration.minutes(90),
      caValidity: Duration.days(365),
      caRenewBefore: Duration.days(60),
    }),
  });
  new ExtensionApiServer(chart, 'laptop', {
    namespace: 'catalog',
    apis: [{ group: 'laptop.example.com', version: 'v1' }],
    backend: Backend.addresses(['192.0.2.10']),
    tls: Tls.certManager(),
  });
}
