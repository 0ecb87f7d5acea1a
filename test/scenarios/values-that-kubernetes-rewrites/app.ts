import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Backend, ExtensionApiServer } from 'cdk8s-extension-api-server';

/**
 * Quantities as people write them, and zero values without a meaning. They are emitted as a cluster keeps them, so that
 * nothing drifts.
 */
export function build(app: App): void {
  const { fromNumber, fromString } = k8s.Quantity;
  new ExtensionApiServer(new Chart(app, 'ledger'), 'ledger', {
    namespace: 'ledger',
    image: 'registry.example.com/ledger:1.4.0',
    apis: [{ group: 'ledger.example.com', version: 'v1' }],
    args: [],
    env: [
      { name: 'PROXY', value: '' },
      { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: fromString('1024Ki') } } },
    ],
    backend: Backend.statefulSet({
      minReadySeconds: 0,
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: fromString('10240Mi') } } },
        },
      ],
    }),
    container: {
      resources: {
        requests: { cpu: fromNumber(0.5), memory: fromNumber(268435456) },
        limits: { memory: fromString('1024Mi'), 'ephemeral-storage': fromString('1.5Gi') },
      },
      livenessProbe: { initialDelaySeconds: 0 },
      stdin: false,
      volumeMounts: [
        { name: 'data', mountPath: '/data', readOnly: false, subPath: '' },
        { name: 'cache', mountPath: '/cache' },
      ],
    },
    pod: {
      hostNetwork: false,
      nodeSelector: {},
      tolerations: [{ key: '', operator: 'Exists', effect: '' }],
      volumes: [{ name: 'cache', emptyDir: { medium: '', sizeLimit: fromString('2000M') } }],
      sidecars: [
        {
          name: 'proxy',
          image: 'registry.example.com/proxy:1.0.0',
          args: [],
          resources: { limits: { cpu: fromString('1000m'), memory: fromString('0.5Gi') } },
        },
      ],
      initContainers: [],
    },
    service: { publishNotReadyAddresses: false, externalIPs: [] },
    networkPolicy: { from: [] },
  });
}
