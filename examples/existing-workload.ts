import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Backend, ExtensionApiServer } from 'cdk8s-extension-api-server';

/** A controller with an API server in it. Its Deployment changes only by the Secret that it mounts. */
const app = new App();
const chart = new Chart(app, 'operator');
const labels = { app: 'operator' };

const api = new ExtensionApiServer(chart, 'operator-api', {
  namespace: 'operator-system',
  apis: [{ group: 'operator.example.com', version: 'v1' }],
  backend: Backend.fromPods(labels),
  port: 8443,
  rbac: { serviceAccountName: 'operator' },
});

new k8s.KubeDeployment(chart, 'operator', {
  metadata: { name: 'operator', namespace: api.namespace },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        serviceAccountName: api.serviceAccountName,
        containers: [
          {
            name: 'operator',
            image: 'registry.example.com/operator:1.0.0',
            volumeMounts: [{ name: 'tls', mountPath: '/tls', readOnly: true }],
          },
        ],
        volumes: [{ name: 'tls', secret: { secretName: api.secretName } }],
      },
    },
  },
});

app.synth();
