import { App, Chart } from 'cdk8s';
import { EtcdTls, ExtensionApiServer, Storage } from 'cdk8s-extension-api-server';

/** The sample-apiserver for production: two replicas that share an external etcd. */
const app = new App();

new ExtensionApiServer(new Chart(app, 'wardle'), 'wardle', {
  namespace: 'wardle',
  image: 'registry.k8s.io/e2e-test-images/sample-apiserver:1.29.2',
  apis: [
    { group: 'wardle.example.com', version: 'v1alpha1' },
    { group: 'wardle.example.com', version: 'v1beta1' },
  ],
  storage: Storage.externalEtcd({
    servers: ['https://etcd.example.com:2379'],
    prefix: '/registry/wardle.example.com',
    tls: EtcdTls.fromSecret('wardle-etcd-client'), // has the keys ca.crt, tls.crt and tls.key
  }),
});

app.synth();
