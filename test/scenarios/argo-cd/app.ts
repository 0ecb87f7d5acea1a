import { App, Chart } from 'cdk8s';
import { ExtensionApiServer } from 'cdk8s-extension-api-server';

/** Argo CD applies it in waves, with an account that may manage these APIServices and no others. */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'catalog'), 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [
      { group: 'catalog.example.com', version: 'v1beta1' },
      { group: 'catalog.example.com', version: 'v1', versionPriority: 20 },
    ],
    rbac: { installer: { kind: 'ServiceAccount', name: 'argocd-application-controller', namespace: 'argocd' } },
    metadata: {
      syncWaves: true,
      labels: { 'example.com/team': 'catalog' },
      annotations: { 'example.com/runbook': 'https://runbooks.example.com/catalog' },
    },
  });
}
