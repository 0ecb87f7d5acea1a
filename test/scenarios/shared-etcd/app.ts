import { App, Chart } from 'cdk8s';
import { EtcdTls, ExtensionApiServer, Storage } from 'cdk8s-extension-api-server';

/**
 * Two replicas with a shared etcd. Their client certificate is in an existing Secret.
 */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'inventory'), 'inventory', {
    namespace: 'inventory',
    image: 'registry.example.com/inventory:2.3.1',
    apis: [{ group: 'inventory.example.com', version: 'v1' }],
    storage: Storage.externalEtcd({
      servers: ['https://etcd-0.example.com:2379', 'https://etcd-1.example.com:2379'],
      prefix: '/registry/inventory.example.com',
      tls: EtcdTls.fromSecret('inventory-etcd'),
    }),
  });
}
