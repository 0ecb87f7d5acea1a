import { App, Chart } from 'cdk8s';
import { ExtensionApiServer } from 'cdk8s-extension-api-server';

/** A controller manages the API, an auditor reads it, and so does everyone with the cluster's role view. */
export function build(app: App): void {
  const catalog = new ExtensionApiServer(new Chart(app, 'catalog'), 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [
      { group: 'catalog.example.com', version: 'v1', resources: ['products', 'products/status'] },
      { group: 'catalog.example.com', version: 'v1beta1', resources: ['products', 'offers'] },
      { group: 'metrics.catalog.example.com', version: 'v1', readOnly: true },
    ],
    rbac: { aggregatedRoles: true },
    metadata: { syncWaves: true },
  });
  const controller = { kind: 'ServiceAccount', name: 'controller', namespace: 'shop' };
  catalog.grantManage(controller);
  catalog.grantManage(controller);
  catalog.grantRead({ kind: 'Group', name: 'auditors' });
  catalog.grantRead({ kind: 'User', name: 'jane' });
}
