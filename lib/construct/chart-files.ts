import { App, Chart, YamlOutputType } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';

export type File = 'namespaces' | 'secret' | 'chart';

/**
 * Which construct, and so which chart and file, an object goes to. Where every chart is one file, Namespaces and plaintext Secrets get files of
 * their own whose names sort before the chart's: `kubectl apply -f dist/` goes by name, and Git ignores by name. The other output types have a
 * file for every object already, or one for all.
 *
 * These charts are children of the app, because cdk8s puts a hash into the file name of a chart inside another.
 */
export function scopeIn(file: File, server: Construct): Construct {
  const chart = Chart.of(server);
  const app = chart.node.root;
  if (file === 'chart' || !(app instanceof App) || app.yamlOutputType !== YamlOutputType.FILE_PER_CHART) {
    return server;
  }
  if (file === 'namespaces') {
    return child(app, '00-namespaces', id => new Chart(app, id));
  }
  const secrets = child(app, `${chart.node.path.replaceAll('/', '-')}-secret`, id => new Chart(app, id, { labels: chart.labels }));
  // The same path below it as the server has below its own chart, so that two servers never meet.
  const ids = server.node.scopes.slice(chart.node.scopes.length).map(({ node }) => node.id);
  return ids.reduce<Construct>((parent, id) => child(parent, id, own => new Construct(parent, own)), secrets);
}

function child(parent: IConstruct, id: string, create: (id: string) => Construct): Construct {
  return (parent.node.tryFindChild(id) as Construct | undefined) ?? create(id);
}
