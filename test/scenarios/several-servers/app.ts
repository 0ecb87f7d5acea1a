import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ExtensionApiServer } from 'cdk8s-extension-api-server';

function server(scope: Construct, id: string, namespace: string): ExtensionApiServer {
  return new ExtensionApiServer(scope, id, {
    namespace,
    image: `registry.example.com/${id}:1.0.0`,
    apis: [{ group: `${id}.${namespace}.example.com`, version: 'v1' }],
  });
}

/**
 * Two servers in one namespace, one of the same name in another, and one in a chart of its own. Each Namespace is
 * emitted once.
 */
export function build(app: App): void {
  const chart = new Chart(app, 'platform', { namespace: 'ignored', labels: { team: 'platform' } });
  server(chart, 'catalog', 'apis');
  server(new Construct(chart, 'nested'), 'quota', 'apis');
  server(chart, 'billing', 'finance');
  server(new Chart(app, 'another'), 'billing', 'apis');
}
