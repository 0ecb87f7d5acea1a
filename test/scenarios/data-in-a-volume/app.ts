import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Backend, ExtensionApiServer } from 'cdk8s-extension-api-server';

/** A StatefulSet with a volume for each pod. */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'ledger'), 'ledger', {
    namespace: 'ledger',
    image: 'registry.example.com/ledger:1.4.0',
    apis: [{ group: 'ledger.example.com', version: 'v1' }],
    backend: Backend.statefulSet({
      podManagementPolicy: 'Parallel',
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: k8s.Quantity.fromString('10Gi') } },
          },
        },
      ],
    }),
    container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
  });
}
