import { App, Chart, YamlOutputType } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { SecretFile } from '../server';
import { writeEarly } from './file-order';

export type File = 'namespaces' | SecretFile;

/**
 * Which construct, and so which chart and file, an object goes to. Where every chart is one file, Namespaces and plaintext Secrets get files of
 * their own whose names sort before the chart's: `kubectl apply -f dist/` goes by name, and Git ignores by name. Each Secret that SOPS encrypted has
 * one too. The other output types have a file for every object already, or one for all.
 *
 * These charts are children of the app, because cdk8s puts a hash into the file name of a chart inside another.
 */
export function scopeIn(file: File, server: Construct, id: string): Construct {
  const chart = Chart.of(server);
  const app = chart.node.root;
  if (file === 'chart' || !(app instanceof App) || app.yamlOutputType !== YamlOutputType.FILE_PER_CHART) {
    return server;
  }
  const early = (own: Chart, what: 'namespaces' | 'secrets'): Chart => {
    writeEarly(app, own, what);
    return own;
  };
  if (file === 'namespaces') {
    return child(app, '00-namespaces', chartId => early(new Chart(app, chartId), 'namespaces'));
  }
  // The same path below it as the server has below its own chart, so that two servers never meet.
  const ids = server.node.scopes.slice(chart.node.scopes.length).map(({ node }) => node.id);
  const name = chart.node.path.replaceAll('/', '-');
  const own = child(app, file === 'sops' ? [name, ...ids, id, 'sops'].join('-') : `${name}-secret`, chartId => early(new Chart(app, chartId, { labels: chart.labels }), 'secrets'));
  return ids.reduce<Construct>((parent, each) => child(parent, each, constructId => new Construct(parent, constructId)), own);
}

function child(parent: IConstruct, id: string, create: (id: string) => Construct): Construct {
  return (parent.node.tryFindChild(id) as Construct | undefined) ?? create(id);
}
