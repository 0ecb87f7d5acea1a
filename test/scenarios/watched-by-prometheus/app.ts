import { App, Chart } from 'cdk8s';
import { ExtensionApiServer } from 'cdk8s-extension-api-server';

/**
 * Alerts for two versions, in the namespace where Prometheus looks for rules.
 */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'catalog'), 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [
      { group: 'catalog.example.com', version: 'v1' },
      { group: 'catalog.example.com', version: 'v1beta1' },
    ],
    monitoring: {
      namespace: 'monitoring',
      labels: { release: 'kube-prometheus-stack' },
      runbookUrl: 'https://runbooks.example.com/extension-api-server',
      serverMetrics: true,
    },
  });
}
