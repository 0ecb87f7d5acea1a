import { App, Chart, Names, YamlOutputType } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Complaint, refuse } from '../../errors';
import { Placement } from '../../objects/plan';
import { FileOrder, fileOrder } from './order';

/** What cdk8s takes for a name as it is: https://github.com/cdk8s-team/cdk8s-core/blob/v2.68.91/src/names.ts */
const LABEL = /^[0-9a-z-]{1,63}$/;

/**
 * Which construct, and so which chart and file, an object goes to. Where every chart is one file, Namespaces and
 * plaintext Secrets get files of their own whose names sort before the chart's: `kubectl apply -f dist/` goes by name,
 * and Git ignores by name. Each Secret that SOPS encrypted has one too. The other output types have a file for every
 * object already, or one for all.
 *
 * These charts are children of the app, because cdk8s puts a hash into the file name of a chart inside another.
 */
export function scopeIn(placement: Placement, server: Construct, id: string): Construct {
  const chart = Chart.of(server);
  const app = chart.node.root;
  if (placement === 'chart' || !(app instanceof App) || app.yamlOutputType !== YamlOutputType.FILE_PER_CHART) {
    return server;
  }
  const { namespaces, secrets } = fileOrder(app);
  if (placement === 'namespaces') {
    const own = child(app, '00-namespaces', chartId => new Chart(app, chartId));
    namespaces.add(own);
    return own;
  }
  // The same path below it as the server has below its own chart, so that two servers never meet.
  const ids = server.node.scopes.slice(chart.node.scopes.length).map(({ node }) => node.id);
  const name = chart.node.path.replaceAll('/', '-');
  const ownId = placement === 'sops' ? [name, ...ids, id, 'sops'].join('-') : secretChartId(chart);
  refuse(server.node.path, checkOurs(app.node.tryFindChild(ownId), secrets, chart));
  const own = child(app, ownId, chartId => new Chart(app, chartId, { labels: chart.labels }));
  secrets.set(chart, (secrets.get(chart) ?? new Set()).add(own));
  return ids.reduce<Construct>(
    (parent, each) => child(parent, each, constructId => new Construct(parent, constructId)),
    own,
  );
}

/**
 * With a chart of the user's in its place, Git would ignore what is theirs. Two charts whose paths differ in a slash
 * may share one of ours.
 */
function checkOurs(found: IConstruct | undefined, secrets: FileOrder['secrets'], chart: Chart): Complaint | undefined {
  const isOurs = (own: IConstruct): boolean =>
    secrets.get(chart)?.has(own) === true || [...secrets.values()].some(charts => charts.has(own));
  return found && !isOurs(found)
    ? {
        must: `no chart must have the name of the file with the Secrets of ${chart.node.path}`,
        got: found.node.id,
        fix: 'rename that chart',
      }
    : undefined;
}

/**
 * Such that the file's name ends with it: of any other id cdk8s makes a name with a hash, and Git would not ignore it.
 */
function secretChartId(chart: Chart): string {
  const id = `${chart.node.path.replaceAll('/', '-')}-secret`;
  return LABEL.test(id)
    ? id
    : `${Names.toDnsLabel(chart, { maxLen: 63 - '-secret'.length }).replace(/[^0-9a-z-]/g, '-')}-secret`;
}

function child(parent: IConstruct, id: string, create: (id: string) => Construct): Construct {
  return (parent.node.tryFindChild(id) as Construct | undefined) ?? create(id);
}
