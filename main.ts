import { App, Chart } from 'cdk8s';
import { ExtensionApiServer, Storage } from 'cdk8s-extension-api-server';

const app = new App();
const chart = new Chart(app, 'wardle');

new ExtensionApiServer(chart, 'wardle', {
  namespace: 'wardle',
  image: 'registry.k8s.io/e2e-test-images/sample-apiserver:1.29.2',
  apis: [
    { group: 'wardle.example.com', version: 'v1alpha1' },
    { group: 'wardle.example.com', version: 'v1beta1' },
  ],
  storage: Storage.etcdSidecar(),
});

app.synth();
