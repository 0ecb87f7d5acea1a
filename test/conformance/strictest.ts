import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Backend, ExtensionApiServer, ExtensionApiServerProps } from 'cdk8s-extension-api-server';

/** With these props no scanner has a finding: docs/security.md quotes them. */
const strict: Pick<ExtensionApiServerProps, 'image' | 'container' | 'networkPolicy'> = {
  image: `registry.example.com/catalog:1.0.0@sha256:${'0'.repeat(64)}`,
  container: { imagePullPolicy: 'Always', resources: { limits: { cpu: k8s.Quantity.fromString('2') } } },
  networkPolicy: { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
};

export function build(app: App): void {
  const chart = new Chart(app, 'strict');
  new ExtensionApiServer(chart, 'catalog', {
    namespace: 'strict',
    apis: [{ group: 'catalog.example.com', version: 'v1' }],
    ...strict,
  });
  new ExtensionApiServer(chart, 'ledger', {
    namespace: 'strict',
    apis: [{ group: 'ledger.example.com', version: 'v1' }],
    ...strict,
    backend: Backend.statefulSet(),
  });
}
