import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Delivery, EtcdTls, ExtensionApiServer, Storage, Tls } from 'cdk8s-extension-api-server';
import { fixturePair } from '../../pki/fixture-pair';

/** Everything is in Git: the keys of the server and of its etcd client are sealed for one cluster. */
export function build(app: App): void {
  const delivery = Delivery.sealedSecret({
    certificate: readFileSync(join(__dirname, 'sealing-certificate.pem'), 'utf8'),
  });
  const client = fixturePair('catalog.etcd-client.example.com');
  new ExtensionApiServer(new Chart(app, 'catalog'), 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'catalog.example.com', version: 'v1' }],
    tls: Tls.generated({ delivery }),
    storage: Storage.externalEtcd({
      servers: ['https://etcd.example.com:2379'],
      tls: EtcdTls.fromPem({ ca: client.ca, certificate: client.certificate, delivery }),
    }),
  });
}
