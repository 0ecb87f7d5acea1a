import { App, Chart } from 'cdk8s';
import { ArgoCdApplication, CertManagerIssuer, ExtensionApiServer, Tls } from 'cdk8s-extension-api-server';
import { fixturePair } from '../../pki/fixture-pair';

const { ca } = fixturePair('known.catalog.svc');

/**
 * Two existing issuers, one with a known CA. Argo CD applies the app, and ignores the injected fields.
 */
export function build(app: App): void {
  new ArgoCdApplication(new Chart(app, 'argo-cd'), 'catalog', {
    repoUrl: 'https://git.example.com/catalog.git',
    path: 'dist',
    targetRevision: 'main',
    project: 'servers',
    prune: true,
    labels: { 'example.com/team': 'catalog' },
  });
  const chart = new Chart(app, 'catalog');
  new ExtensionApiServer(chart, 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [
      { group: 'catalog.example.com', version: 'v1' },
      { group: 'catalog.example.com', version: 'v1beta1' },
    ],
    metadata: { syncWaves: true },
    tls: Tls.certManager({ issuer: CertManagerIssuer.fromClusterIssuer('company') }),
  });
  new ExtensionApiServer(chart, 'known', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'known.example.com', version: 'v1' }],
    metadata: { syncWaves: true },
    tls: Tls.certManager({
      issuer: CertManagerIssuer.fromExternal('company', { group: 'issuers.example.com', kind: 'CompanyIssuer', ca }),
    }),
  });
}
