import { App, AppProps, Chart, YamlOutputType } from 'cdk8s';
import { EtcdTls, ExtensionApiServer, Storage } from 'cdk8s-extension-api-server';
import { fixturePair } from '../../pki/fixture-pair';

export const props: AppProps = { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE };

/** Every object has a file of its own, both Secrets too. */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'catalog'), 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'catalog.example.com', version: 'v1' }],
    storage: Storage.externalEtcd({
      servers: ['https://etcd.example.com:2379'],
      tls: EtcdTls.fromPem(fixturePair('etcd-client')),
    }),
  });
}
