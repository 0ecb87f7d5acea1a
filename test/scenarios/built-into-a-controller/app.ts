import { App, Chart } from 'cdk8s';
import { Backend, ExtensionApiServer } from 'cdk8s-extension-api-server';

/** The pods exist already, under an account of their own; they mount the Secret and listen on 8443. */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'operator'), 'operator-api', {
    namespace: 'operator-system',
    apis: [{ group: 'operator.example.com', version: 'v1' }],
    backend: Backend.fromPods({ app: 'operator' }),
    port: 8443,
    rbac: { serviceAccountName: 'operator' },
  });
}
